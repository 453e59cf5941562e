import { indentedRemedy, type Remedy, type RemedyStep } from '../../errors/index.js'
import { destroyMine, destroyRuns, takeDown, takeDownRuns } from '../../errors/remedies/berth-commands.js'
import { isKnown } from '../owners/ownership.js'
import { describeHosts, describeOwner, hostList } from './describe.js'
import { hostPlan } from './host-plan.js'
import type { HostPlan, Plan, Refusal } from './plan.js'
import { type PlanInput, situationsOf } from './plan-input.js'
import { namedRuns } from './refusals/named-runs.js'
import { refusal, refuseUnknown } from './refusals/refuse.js'
import { scopeOfDown } from './refusals/scope-of-down.js'
import type { HostSituation } from './situation.js'
import { type DownVerdict, downVerdict } from './verdicts/down.js'

/**
 * What `down` removes: under per_run, the containers that this run created, and what it adopts; under persistent,
 * nothing but on an explicit `destroy`, and then only what is this user's; under no_launch, nothing. A host that is
 * unknown stops a `destroy`, lest half a set be left; such a host does not stop the clean-up of a run, and a warning
 * names it. Where nothing of this user's is left, but something of another's, a process that takes down what its user
 * left is refused: it would find nothing to do for ever. So it is where the user is bringing a part of it up.
 */
export function planDown(input: PlanInput): Plan {
  const { lifetime } = input.container
  const verdicts = situationsOf(input).map((situation) => ({ situation, verdict: verdictOn(situation, input) }))
  const refused = refuse(verdicts, input)
  const hosts = new Map<string, HostPlan>(
    verdicts.map(({ situation, verdict: { action, reason } }) => [
      situation.host,
      refused !== null || action === 'refuse'
        ? hostPlan(situation, 'none', 'refused')
        : hostPlan(situation, action, reason),
    ]),
  )
  const none = { missing: new Map(), sshdPort: null }
  if (refused !== null)
    return { intent: 'down', lifetime, action: 'refuse', hosts, ...none, warnings: [], refusal: refused }
  const removes = verdicts.some(({ verdict }) => verdict.action === 'remove')
  return {
    intent: 'down',
    lifetime,
    action: removes ? 'remove' : 'none',
    hosts,
    ...none,
    warnings: [...unknownWarnings(verdicts, input), ...leftWarnings(verdicts, input)],
    refusal: null,
  }
}

interface Judged {
  readonly situation: HostSituation
  readonly verdict: DownVerdict
}

function verdictOn(situation: HostSituation, input: PlanInput): DownVerdict {
  if (situation.situation === 'unknown') return { action: 'none', reason: situation.observation.reason }
  const { container, options, adoption } = input
  return downVerdict(situation.situation, {
    lifetime: container.lifetime,
    destroy: options.destroy ?? false,
    leftovers: adoption.handedOver,
    named: situation.ownership?.by === 'named',
    notAskedFor: isNotAskedFor(situation, input),
    maker: isKnown(situation.ownership) ? describeOwner(situation.ownership.labels) : null,
  })
}

function refuse(verdicts: readonly Judged[], input: PlanInput): Refusal | null {
  const { container, options, adoption, scope, cluster } = input
  const destroys = container.lifetime === 'persistent' && options.destroy === true
  const unknown = refuseUnknown(
    verdicts.map(({ situation }) => situation),
    'down',
    input,
  )
  if (destroys && unknown !== null) return unknown
  const refused = verdicts.filter(({ verdict }) => verdict.action === 'refuse').map(({ situation }) => situation)
  if (refused.length > 0) {
    const runs = namedRuns(refused, cluster)
    const here = { ...scope, hosts: refused.map(({ host }) => host) }
    return refusal(
      'BERTH_OVERLAY_AT_RISK',
      'persistent containers were made on another machine, by a user of this name who may be somebody else',
      runs === null
        ? 'Leave these hosts out with --hosts.'
        : ['If they are yours, name their run to remove them for good.', destroyRuns(here, { runs })],
      refused,
    )
  }
  const parted = refuseParted(verdicts, input)
  if (parted !== null) return parted
  const left = inTheWay(verdicts)
  const removes = verdicts.some(({ verdict }) => verdict.action === 'remove')
  const asked = container.lifetime === 'per_run' || destroys
  if (!asked || !adoption.handedOver || removes || unknown !== null || left.length === 0) return null
  const whose = adoption.runs.size > 0 ? 'the runs that were named' : 'yours'
  return refusal(
    codeOf(left),
    `there is nothing of ${whose} to take down, and these stay`,
    leftRemedy(left, input),
    left,
  )
}

/**
 * A set of which a part is being brought up, to be handed over: who brings it up counts on the rest, and nobody would
 * be told that a part is missing then.
 */
function refuseParted(verdicts: readonly Judged[], { adoption, scope, cluster }: PlanInput): Refusal | null {
  if (!adoption.handedOver || adoption.runs.size > 0) return null
  const removed = verdicts.filter(({ verdict }) => verdict.action === 'remove')
  const broughtUp = verdicts.filter(({ situation: { situation, ownership } }) => {
    const isOfHandedOver = isKnown(ownership) && ownership.labels.handedOver
    return isOfHandedOver && situation.endsWith(' being brought up')
  })
  if (removed.length === 0 || broughtUp.length === 0) return null
  const all = verdicts
    .filter((one) => removed.includes(one) || broughtUp.includes(one))
    .map(({ situation }) => situation)
  const runs = namedRuns(all, cluster)
  const here = { ...scope, hosts: all.map(({ host }) => host) }
  return refusal(
    'BERTH_IN_USE',
    'a part of this is being brought up right now',
    [
      'Wait until it is done, then run this again.',
      ...(runs === null ? [] : ['If all of it is to go at once, name the runs.', takeDownRuns(here, { runs })]),
    ],
    broughtUp.map(({ situation }) => situation),
  )
}

/** Whether a container is of a run that was not named, where runs were: what is named limits what is taken down. */
function isNotAskedFor({ ownership }: HostSituation, { adoption }: PlanInput): boolean {
  return adoption.runs.size > 0 && ownership?.by !== 'named' && ownership?.by !== 'this run'
}

/** The hosts where something of the name is left. */
function inTheWay(verdicts: readonly Judged[]): readonly HostSituation[] {
  return verdicts
    .filter(({ situation: { situation }, verdict }) => verdict.action === 'none' && !isEmpty(situation))
    .map(({ situation }) => situation)
}

function isEmpty(situation: HostSituation['situation']): boolean {
  return situation === 'absent' || situation === 'unknown'
}

function codeOf(left: readonly HostSituation[]): Refusal['code'] {
  const kinds = left.map(({ situation }) => situation)
  if (kinds.some((kind) => kind.includes(' persistent') || kind.endsWith(' unreadable'))) return 'BERTH_OVERLAY_AT_RISK'
  return kinds.every((kind) => kind.endsWith(' foreign')) ? 'BERTH_FOREIGN_CONTAINER' : 'BERTH_IN_USE'
}

/**
 * What the very same call takes down where it names no runs needs no name. Of the rest, only per_run containers of this
 * cluster can be taken down, by naming their runs.
 */
function leftRemedy(left: readonly HostSituation[], input: PlanInput): Remedy {
  const { container, options, adoption, scope, cluster } = input
  const unlimited = { ...input, adoption: { ...adoption, runs: new Set<string>() } }
  const mine = left.filter((situation) => verdictOn(situation, unlimited).action === 'remove')
  const perRun = left.filter(
    (situation) =>
      !mine.includes(situation) &&
      / (in use|being brought up)$/.test(situation.situation) &&
      container.lifetime === 'per_run',
  )
  const runs = namedRuns(perRun, cluster)
  const steps: RemedyStep[] = []
  if (mine.length > 0) {
    const here = scopeOfDown(mine, input)
    steps.push('Yours go without naming a run.', options.destroy === true ? destroyMine(here, {}) : takeDown(here, {}))
  }
  if (runs !== null) {
    const here = { ...scope, hosts: perRun.map(({ host }) => host) }
    steps.push('If they are to go, whoever uses them, name their run.', takeDownRuns(here, { runs }))
  }
  return steps.length === 0 ? 'Have them removed by those who made them, if they are to go.' : steps
}

function leftWarnings(verdicts: readonly Judged[], input: PlanInput): string[] {
  const { container, adoption } = input
  const left = inTheWay(verdicts)
  if (container.lifetime !== 'per_run' || !adoption.handedOver || left.length === 0) return []
  return [`these stay\n${describeHosts(left)}\n${indentedRemedy(leftRemedy(left, input))}`]
}

function unknownWarnings(verdicts: readonly Judged[], { container: { lifetime } }: PlanInput): string[] {
  if (lifetime !== 'per_run') return []
  const unknown = verdicts.filter(({ situation }) => situation.situation === 'unknown')
  if (unknown.length === 0) return []
  const hosts = hostList(unknown.map(({ situation: { host } }) => host))
  return [`${hosts}: not looked at, so a container of this run may be left there`]
}
