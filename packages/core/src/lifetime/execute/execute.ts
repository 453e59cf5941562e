import { type BerthError, HostsError } from '../../errors/index.js'
import { allSucceeded, asBerthError, failuresOf, type HostOutcome, onHosts } from '../../fanout/index.js'
import { reachEngine } from '../observe/observed-engine.js'
import type { HostAction, Plan } from '../plan/plan.js'
import { CompensationError, compensate } from './compensate.js'
import { reported } from './events.js'
import type { ExecutionContext } from './execution-context.js'
import { type HeldContainer, keptContainer, launchedContainer } from './held-container.js'
import { ensureImages } from './images.js'
import { type LaunchRecord, launch } from './launch.js'
import { provisionContainers } from './provision-containers.js'
import { startWantedSshd } from './start-sshd.js'

/**
 * Carries out the plan of an `up`, step by step over all hosts: images, removal of containers that are replaced,
 * restarts, launches, provisioning, sshd. `onLaunched` is called when all containers run. If any step fails on any
 * host, the containers that this call created are removed on all hosts, by id, unless `keepFailed`; containers that
 * were there before are not touched. Resolves with every host's container. An abort counts as a failure.
 */
export async function executeUp(
  plan: Plan,
  context: ExecutionContext,
  onLaunched: () => void,
): Promise<ReadonlyMap<string, HeldContainer>> {
  const record: LaunchRecord = { created: new Map(), uncertain: new Set() }
  try {
    const launching = hostsWith(plan, 'launch', 'replace')
    const images = launching.length === 0 ? new Map() : await ensureImages(launching, plan, context)
    allSucceeded('remove', await changeObserved(plan, 'replace', 'remove', context))
    allSucceeded('restart', await changeObserved(plan, 'restart', 'restart', context))
    await launch(launching, images, context, record)
    const containers = new Map<string, HeldContainer>()
    for (const [host, { container }] of plan.hosts) {
      const created = record.created.get(host)
      const { network } = context.container.runtime.args
      if (created !== undefined) containers.set(host, launchedContainer(created, context.observed, host, network))
      else if (container !== null) containers.set(host, keptContainer(container, context.observed, host))
    }
    onLaunched()
    await provisionContainers(plan, containers, context)
    await startWantedSshd(containers, context, context.signal ? { signal: context.signal } : {})
    return containers
  } catch (error) {
    throw await failed(error, record, context)
  }
}

/**
 * Removes the containers that the plan of a `down` names, by the ids that were observed. Resolves once all hosts are
 * done, with each host that failed.
 */
export async function executeDown(plan: Plan, context: ExecutionContext): Promise<ReadonlyMap<string, BerthError>> {
  return failuresOf(await changeObserved(plan, 'remove', 'remove', context))
}

async function changeObserved(
  plan: Plan,
  planned: HostAction,
  change: 'restart' | 'remove',
  context: ExecutionContext,
): Promise<Map<string, HostOutcome<void>>> {
  const { runtime, emit, signal } = context
  const options = signal ? { signal } : {}
  return onHosts(hostsWith(plan, planned), change, (host) =>
    reported(emit, change, host, async () => {
      const container = plan.hosts.get(host)?.container ?? null
      if (container === null) throw new TypeError(`Nothing was observed on ${host} to ${change}`)
      await runtime[change](await reachEngine(context, host, options), container, options)
    }),
  )
}

function hostsWith(plan: Plan, ...actions: readonly HostAction[]): string[] {
  return [...plan.hosts].filter(([, { action }]) => actions.includes(action)).map(([host]) => host)
}

async function failed(error: unknown, record: LaunchRecord, context: ExecutionContext): Promise<unknown> {
  const kept = context.keepFailed ? new Set(record.created.keys()) : inUseByOthers(error, record)
  if (kept.size > 0) {
    const why = context.keepFailed ? 'kept, as was asked for' : 'kept, because another run has begun to use them'
    const lines = [...kept].map((host) => `${host}: ${record.created.get(host)?.id}`)
    context.emit({ type: 'warning', message: `${why}:\n${lines.join('\n')}` })
  }
  if (context.keepFailed) return error
  const leftBehind = await compensate(record, kept, context)
  return leftBehind.size > 0 ? new CompensationError(asBerthError(error, 'up'), leftBehind) : error
}

/**
 * The fresh containers that stay, because another run claimed one of them: that run attached to the set, so no
 * container may go under its hands.
 */
function inUseByOthers(error: unknown, { created }: LaunchRecord): ReadonlySet<string> {
  const failures = error instanceof HostsError ? [...error.failures] : []
  const claimed = failures.some(([host, { code }]) => code === 'BERTH_PROVISIONING' && created.has(host))
  return new Set(claimed ? created.keys() : [])
}
