import type { RemoveOptions } from '../../contract/index.js'
import { BerthError, HostsError, hostLines } from '../../errors/index.js'
import { bringUp } from '../../errors/remedies/berth-commands.js'
import { asBerthError, failuresOf, type HostOutcome, onHosts } from '../../fanout/index.js'
import { reported } from '../events.js'
import type { CallOptions } from '../observe/host-access.js'
import { reachEngine } from '../observe/observed-engine.js'
import { ourLabels } from '../owners/ownership.js'
import type { HostAction, Plan } from '../plan/plan.js'
import { claimContainers, takeBackClaims } from './claims/claims.js'
import { commitLaunches } from './claims/commit.js'
import { observedToClaim } from './claims/observed-to-claim.js'
import { inWords, replacementGuard, takeDownGuard } from './claims/replacement-guard.js'
import type { ExecutionContext } from './execution-context.js'
import { DoneSoFar } from './failure/done-so-far.js'
import { RemovedError } from './failure/removed-meanwhile.js'
import { type HeldContainer, keptContainer, launchedContainer } from './held-container.js'
import { ensureImages } from './images/images.js'
import { keptImages } from './images/kept-images.js'
import { launch } from './launch/launch.js'
import { provisionContainers } from './provision-containers.js'
import { startWantedSshd } from './start-sshd.js'
import { inArbiterOrder } from './steps/arbiter-first.js'
import { makeSources } from './steps/make-sources.js'
import { whileEngineAnswers } from './steps/while-engine-answers.js'
import { compensate } from './undo/compensate.js'
import { CompensationError } from './undo/compensation-error.js'
import { idLines } from './undo/id-lines.js'
import { KeptError } from './undo/kept-error.js'
import { LaunchRecord } from './undo/launch-record.js'
import { LeftOut } from './undo/left-out.js'
import { takeDownLeft } from './undo/take-down-left.js'

/** What an `up` comes to. */
export interface UpOutcome {
  /** Every host's container, but of the missing. */
  readonly containers: ReadonlyMap<string, HeldContainer>
  /** The containers that were claimed, as they were not made by this call. */
  readonly claimed: ReadonlyMap<string, HeldContainer>
  /** The hosts that it went on without, each with why, and what is left there. */
  readonly missing: ReadonlyMap<string, BerthError>
}

/**
 * Carries out the plan of an `up`, step by step over all hosts: claims on what is used, images, removal of containers
 * that are replaced, restarts, launches, provisioning, sshd; and writes down in what was launched that this is done.
 * `onLaunched` is called when all containers run.
 *
 * It goes on without as many hosts as may fail: what it created there is taken back meanwhile, in the same way. If a
 * step fails on more, the containers that this call created are removed on all hosts, by id, unless
 * `keepFailed`, but for those that others use by now. Containers that were there before are not touched. From when a
 * persistent set is provisioned everywhere, or the first container of a per_run set is told that all is done, nothing
 * is removed any more: a `KeptError` then says what is left. A warning says which other changes stay. An abort counts
 * as a failure.
 */
export async function executeUp(plan: Plan, given: ExecutionContext, onLaunched: () => void): Promise<UpOutcome> {
  const done = new DoneSoFar()
  const context = { ...given, emit: done.heardBy(given.emit) }
  const { budget } = context
  const record = new LaunchRecord()
  const leftOut = new LeftOut(record, given)
  const call = context.signal ? { signal: context.signal } : {}
  const claimed = new Map<string, HeldContainer>()
  const left = (...actions: readonly HostAction[]): string[] => {
    leftOut.heed()
    return budget.left(hostsWith(plan, ...actions))
  }
  // A set of which a part is missing may be one that is being taken down: who completes it says so in the rest of it.
  const completes = hostsWith(plan, 'launch', 'replace').length > 0
  const rest = observedToClaim(completes ? hostsWith(plan, 'use') : [], context.observed, context.made, true)
  const claim = async (action: HostAction): Promise<void> => {
    const hosts = left(action)
    const used = new Map(observedToClaim(hosts, context.observed, context.made))
    for (const host of hosts) {
      const container = rest.get(host)
      if (container !== undefined) used.set(host, container)
    }
    for (const [host, container] of used) claimed.set(host, container)
    await claimContainers(used, context, call)
    for (const host of used.keys()) if (budget.missing.has(host)) claimed.delete(host)
  }
  try {
    await claim('use')
    const launching = left('launch', 'replace')
    const kept = keptImages(plan, context)
    const images =
      launching.length === 0 ? new Map() : await ensureImages(launching, { kept, operation: 'up' }, context)
    await makeRoom(plan, left('replace'), context)
    const restarting = left('restart')
    const restarted = await changeObserved(plan, restarting, 'restart', context)
    budget.leaveOut('restart', failuresOf(restarted), restarting.length)
    await claim('restart')
    await launch(left('launch', 'replace'), images, context, record)
    leftOut.heed()
    const containers = new Map<string, HeldContainer>()
    for (const [host, { container }] of plan.hosts) {
      if (budget.missing.has(host)) continue
      const created = record.created.get(host)
      const { network } = context.container.runtime.args
      if (created !== undefined) containers.set(host, launchedContainer(created, context.observed, host, network))
      else if (container !== null) containers.set(host, keptContainer(container, context.observed, host))
    }
    const withoutFailed = (): void => {
      leftOut.heed()
      for (const host of budget.missing.keys()) containers.delete(host)
    }
    const settleAll = async (used: ReadonlyMap<string, HeldContainer>): Promise<void> => {
      await bringUpRest(new Map([...rest].filter(([host]) => containers.has(host))), context, call)
      withoutFailed()
      await settle(containers, used, record, context, call)
    }
    onLaunched()
    await provisionContainers(plan, containers, context)
    withoutFailed()
    if (plan.lifetime === 'persistent') await settleAll(claimed)
    withoutFailed()
    await startSshdWhereItCan(containers, context, call)
    withoutFailed()
    if (plan.lifetime === 'per_run') await settleAll(new Map())
    withoutFailed()
    const unused = [...claimed].filter(([host]) => budget.missing.has(host))
    for (const [host] of unused) claimed.delete(host)
    const [missing] = await Promise.all([leftOut.missing(), takeBackClaims(new Map(unused), given)])
    const stays = done.textOn((host) => missing.has(host))
    if (stays !== '') given.emit({ type: 'warning', message: `what was done before a host failed stays: ${stays}` })
    return { containers, claimed, missing }
  } catch (error) {
    if (done.text !== '') given.emit({ type: 'warning', message: `what was done before it failed stays: ${done.text}` })
    await takeBackClaims(claimed, given)
    throw await failed(error, record, given, await leftOut.left())
  }
}

/** The sshd step, again without the hosts that failed where these may fail. Rejects as {@link startWantedSshd} does. */
async function startSshdWhereItCan(
  containers: ReadonlyMap<string, HeldContainer>,
  context: ExecutionContext,
  call: CallOptions,
): Promise<void> {
  const { budget } = context
  const left = new Map([...containers].filter(([host]) => !budget.missing.has(host)))
  try {
    await startWantedSshd(left, { ...context, hosts: [...left.keys()] }, call)
  } catch (error) {
    const failures = BerthError.isInstance(error) ? error.byHost : new Map<string, BerthError>()
    if (failures.size === 0) throw error
    budget.leaveOut('start sshd', failures, left.size, error)
    await startSshdWhereItCan(left, context, call)
  }
}

/**
 * Writes down in what was there before, and done, that it is brought up again, and then looks for who is about to take
 * it down: who takes down looks the other way round, so that one of the two sees the other. Comes before what was
 * launched is settled, which can be taken back until then. Rejects as {@link commitLaunches} and
 * {@link claimContainers} do.
 */
async function bringUpRest(
  rest: ReadonlyMap<string, HeldContainer>,
  context: ExecutionContext,
  call: CallOptions,
): Promise<void> {
  await commitLaunches(rest, context, call)
  await claimContainers(new Map([...rest].filter(([host]) => !context.budget.missing.has(host))), context, call)
}

/**
 * Writes down in what was launched, and in those of ours that others left without a word, that the launch is done: from
 * now on it stays.
 */
async function settle(
  containers: ReadonlyMap<string, HeldContainer>,
  claimed: ReadonlyMap<string, HeldContainer>,
  record: LaunchRecord,
  context: ExecutionContext,
  call: CallOptions,
): Promise<void> {
  record.settled = true
  const { clusterName } = context.config
  const done = [...containers].filter(
    ([host, container]) =>
      record.created.has(host) ||
      (claimed.has(host) && ourLabels(container, clusterName, context.run.owner.user) !== null),
  )
  const forget = (failures: ReadonlyMap<string, BerthError>): void => {
    for (const [host, failure] of failures) if (failure instanceof RemovedError) record.created.delete(host)
  }
  await commitLaunches(new Map(done), context, call).catch((error: unknown) => {
    if (error instanceof HostsError) forget(error.failures)
    throw error
  })
  forget(context.budget.missing)
}

/**
 * Removes the containers that the plan of a `down` names, by the ids that were observed; but none that somebody has
 * claimed or brought up since. `named`: the runs that the user named, whose containers go whoever uses them. Resolves
 * once all hosts are done, with each host that failed.
 */
export async function executeDown(
  plan: Plan,
  context: ExecutionContext,
  named: ReadonlySet<string>,
): Promise<ReadonlyMap<string, BerthError>> {
  const guardOf: GuardOf = (host) => takeDownGuard(host, context, named)
  return failuresOf(await changeObserved(plan, hostsWith(plan, 'remove'), 'remove', context, guardOf))
}

/**
 * Removes what is replaced: on the lowest-sorted host first, as arbiter, for those who come claim there first too; on
 * the others only if nobody has claimed that one, so that no part of what somebody uses is taken away.
 */
async function makeRoom(plan: Plan, all: readonly string[], context: ExecutionContext): Promise<void> {
  const guardOf: GuardOf = (host) => replacementGuard(host, context)
  await inArbiterOrder(all, async (hosts) => {
    const outcomes = await changeObserved(plan, hosts, 'remove', context, guardOf)
    context.budget.leaveOut('remove', failuresOf(outcomes), all.length)
    return context.budget.left(hosts)
  })
}

/** The guard of the removal on a host. */
type GuardOf = (host: string) => RemoveOptions

const unknownCodes = { restart: 'BERTH_RESTART_FAILED', remove: 'BERTH_REMOVE_FAILED' } as const

async function changeObserved(
  plan: Plan,
  hosts: readonly string[],
  change: 'restart' | 'remove',
  context: ExecutionContext,
  guardOf: GuardOf = () => ({}),
): Promise<Map<string, HostOutcome<void>>> {
  const { runtime, emit, signal } = context
  const call = signal ? { signal } : {}
  return onHosts(hosts, change, (host) =>
    reported(emit, change, host, async () => {
      const container = plan.hosts.get(host)?.container ?? null
      if (container === null) throw new TypeError(`Nothing was observed on ${host} to ${change}`)
      if (change === 'restart') await makeSources(host, context, call)
      const engine = await reachEngine(context, host, call)
      const step = { engine, step: change, operation: `${change} container`, unknown: unknownCodes[change] } as const
      await whileEngineAnswers(context, step, (watched) =>
        runtime[change](engine, container, { ...watched, ...guardOf(host) }),
      ).catch((error: unknown) => inWords(error, host, plan.intent, context))
    }),
  )
}

function hostsWith(plan: Plan, ...actions: readonly HostAction[]): string[] {
  return [...plan.hosts].filter(([, { action }]) => actions.includes(action)).map(([host]) => host)
}

/** `leftBefore`: what is left on hosts that the call went on without. */
async function failed(
  error: unknown,
  record: LaunchRecord,
  context: ExecutionContext,
  leftBefore: ReadonlyMap<string, BerthError>,
): Promise<unknown> {
  if (context.keepFailed && record.created.size > 0)
    context.emit({ type: 'warning', message: `kept, as was asked for:\n${idLines(record.created)}` })
  if (leftBefore.size > 0 && record.settled) {
    const texts = new Map([...leftBefore].map(([host, { reason }]) => [host, reason]))
    context.emit({ type: 'warning', message: `not all could be removed that was launched\n${hostLines(texts).text}` })
  }
  if (context.keepFailed) return error
  const cause = asBerthError(error, 'up')
  if (record.settled && record.created.size > 0) return new KeptError(cause, record.created, bringUp(context.scope, {}))
  const leftBehind = new Map([...leftBefore, ...(record.settled ? [] : await compensate(record, context))])
  if (leftBehind.size === 0) return error
  return new CompensationError(cause, leftBehind, takeDownLeft([...leftBehind.keys()].sort(), context))
}
