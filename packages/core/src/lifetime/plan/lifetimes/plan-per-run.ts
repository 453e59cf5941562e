import type { Decision, UpContext } from '../decision.js'
import { hostPlan } from '../host-plan.js'
import type { HostPlan } from '../plan.js'
import { refusal } from '../refusals/refuse.js'
import type { KnownSituation } from '../situation.js'

/**
 * `per_run`: containers that this run needs are launched; where a container might be somebody's, the plan is a refusal.
 */
export function planPerRun({ situations, input }: UpContext): Decision {
  const { replace = false } = input.options
  const provision = input.setupScript !== null
  const hosts = new Map<string, HostPlan>()
  const refused = new Map<RefusalCode, KnownSituation[]>()
  for (const situation of situations) {
    const verdict = judge(situation, replace)
    if (verdict.action !== 'refuse') {
      const launches = verdict.action !== 'use'
      hosts.set(situation.host, hostPlan(situation, verdict.action, verdict.reason, launches && provision))
    } else refused.set(verdict.code, [...(refused.get(verdict.code) ?? []), situation])
  }
  for (const code of gravestFirst) {
    const about = refused.get(code)
    if (about !== undefined) return { refusal: refusal(code, refusals[code].message, refusals[code].remedy, about) }
  }
  const launches = [...hosts.values()].some(({ action }) => action !== 'use')
  return { action: launches ? 'launch' : 'use', hosts }
}

type Verdict =
  | { readonly action: 'use' | 'launch' | 'replace'; readonly reason: string }
  | { readonly action: 'refuse'; readonly code: RefusalCode }

function judge({ situation }: KnownSituation, replace: boolean): Verdict {
  switch (situation) {
    case 'absent':
      return { action: 'launch', reason: 'no container of this name' }
    case 'running of this run':
      return { action: 'use', reason: 'made by this run' }
    case 'running leftover':
      return { action: 'replace', reason: 'left behind by a process that is gone' }
    case 'stopped leftover':
      return { action: 'replace', reason: 'a per_run container that is stopped serves nobody' }
    case 'running of another run':
    case 'created by another run':
      return replace
        ? { action: 'replace', reason: 'of another run; replace was asked for' }
        : { action: 'refuse', code: 'BERTH_IN_USE' }
    case 'running persistent':
    case 'stopped persistent':
      return { action: 'refuse', code: 'BERTH_OVERLAY_AT_RISK' }
    case 'running foreign':
    case 'stopped foreign':
      return replace
        ? { action: 'replace', reason: 'not made by Berth; replace was asked for' }
        : { action: 'refuse', code: 'BERTH_FOREIGN_CONTAINER' }
    default:
      return situation satisfies never
  }
}

/** A refusal that no option overrides is told before a refusal that an option overrides. */
const gravestFirst = ['BERTH_OVERLAY_AT_RISK', 'BERTH_IN_USE', 'BERTH_FOREIGN_CONTAINER'] as const

type RefusalCode = (typeof gravestFirst)[number]

const refusals: Readonly<Record<RefusalCode, { readonly message: string; readonly remedy: string }>> = {
  BERTH_OVERLAY_AT_RISK: {
    message: 'a per_run launch would destroy persistent containers and what is installed in them',
    remedy:
      'Set lifetime to persistent to use them, or give this container another name, or remove them with: berth down --destroy (lifetime persistent).',
  },
  BERTH_IN_USE: {
    message: 'the container is in use by another run',
    remedy:
      'Wait for that run, or adopt it with --run, or give this container another name, or take its place with --replace.',
  },
  BERTH_FOREIGN_CONTAINER: {
    message: 'the name is taken by a container that is not ours',
    remedy: 'Give this container another name, or remove the other one, or have it removed with --replace.',
  },
}
