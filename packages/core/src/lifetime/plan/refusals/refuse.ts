import { berthCommands, type ErrorCode, hostsRemedy, type Remedy, type RemedyStep } from '../../../errors/index.js'
import { describeHosts, varyingOf } from '../describe.js'
import type { Intent, Refusal } from '../plan.js'
import type { PlanInput } from '../plan-input.js'
import type { HostSituation } from '../situation.js'

/** A refusal over some hosts, each named with what was seen there. */
export function refusal(
  code: ErrorCode,
  message: string,
  remedy: Remedy,
  situations: readonly HostSituation[],
): Refusal {
  const hosts = situations.map(({ host }) => host).sort()
  return { code, message: `${message}\n${describeHosts(situations)}`, remedy, hosts }
}

/** Unreachable is not absent: one host that cannot be trusted stops everything. */
export function refuseUnknown(
  situations: readonly HostSituation[],
  intent: Intent,
  { scope }: Pick<PlanInput, 'scope'>,
): Refusal | null {
  const unknown = situations.filter(({ situation }) => situation === 'unknown')
  if (unknown.length === 0) return null
  const remedies = new Map(
    unknown.flatMap(({ host, observation }) =>
      observation.state === 'unknown' ? [[host, observation.remedy] as const] : [],
    ),
  )
  const unreachable = unknown.filter(({ observation }) => observation.state === 'unknown' && observation.unreachable)
  const without = unknown.map(({ host }) => host)
  const someAreThere = unknown.length < situations.length
  const leavingOut: RemedyStep[] = [
    'Or leave these hosts out with --hosts.',
    ...(intent === 'attach' && someAreThere && unreachable.length > 0
      ? ['With --skip-unreachable, exec, put, get and ps go on without who is not reached.']
      : []),
    ...(someAreThere ? ['This looks at the others so.', berthCommands.showStatus({ ...scope, without }, {})] : []),
  ]
  const refused = refusal(
    'BERTH_PROBE_UNTRUSTED',
    `nothing was changed, because the state of ${unknown.length} of ${situations.length} hosts is unknown`,
    [...hostsRemedy(remedies, varyingOf(unknown)), ...leavingOut],
    unknown,
  )
  if (unreachable.length === 0) return refused
  const codes = Object.fromEntries(
    unreachable.flatMap(({ host, observation }) =>
      observation.state === 'unknown' && observation.code !== undefined ? [[host, observation.code]] : [],
    ),
  )
  return { ...refused, unreachable: unreachable.map(({ host }) => host).sort(), codes }
}
