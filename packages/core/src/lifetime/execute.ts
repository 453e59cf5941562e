import type { ContainerHandle } from '../contract/index.js'
import { BerthError, HostsError } from '../errors/index.js'
import { onAllHosts } from '../fanout/index.js'
import { CompensationError, compensate } from './compensate.js'
import { reported } from './events.js'
import type { ExecutionContext } from './execution-context.js'
import { ensureImages } from './images.js'
import { type LaunchRecord, launch } from './launch.js'
import type { HostAction, HostPlan, Plan } from './plan.js'

/** What comes after the containers run; each may fail, and a failure is compensated as the plan says. */
export type AfterLaunch = (containers: ReadonlyMap<string, ContainerHandle>) => Promise<void>

/**
 * Carries out the plan of an `up`, step by step over all hosts: images, removal of what is replaced, restarts, launches, then
 * `afterLaunch`. If any step fails on any host, what this call created is removed on all, by id, unless `keepFailed`; what was there before
 * is not touched. Resolves with every host's container. An abort counts as a failure.
 */
export async function executeUp(
  plan: Plan,
  context: ExecutionContext,
  afterLaunch: AfterLaunch,
): Promise<ReadonlyMap<string, ContainerHandle>> {
  const record: LaunchRecord = { created: new Map(), uncertain: new Set() }
  try {
    const launching = hostsWith(plan, 'launch', 'replace')
    const images = launching.length === 0 ? new Map() : await ensureImages(launching, plan, context)
    await changeObserved(plan, 'replace', 'remove', context)
    await changeObserved(plan, 'restart', 'restart', context)
    await launch(launching, images, context, record)
    const containers = new Map<string, ContainerHandle>()
    for (const [host, { container }] of plan.hosts) {
      const handle = record.created.get(host) ?? container
      if (handle !== null) containers.set(host, handle)
    }
    await afterLaunch(containers)
    return containers
  } catch (error) {
    throw await failed(error, record, context)
  }
}

/** Removes what the plan of a `down` says, by the ids that were observed. Rejects once all hosts are done, with each host that failed. */
export async function executeDown(plan: Plan, context: ExecutionContext): Promise<void> {
  await changeObserved(plan, 'remove', 'remove', context)
}

async function changeObserved(
  plan: Plan,
  planned: HostAction,
  change: 'restart' | 'remove',
  context: ExecutionContext,
): Promise<void> {
  const { connect, runtime, emit, signal } = context
  const options = signal ? { signal } : {}
  await onAllHosts(hostsWith(plan, planned), change, (host) =>
    reported(emit, change, host, async () => {
      const { container } = plan.hosts.get(host) as HostPlan
      if (container === null) throw new TypeError(`Nothing was observed on ${host} to ${change}`)
      await runtime[change](await connect(host, options), container, options)
    }),
  )
}

function hostsWith(plan: Plan, ...actions: readonly HostAction[]): string[] {
  return [...plan.hosts].filter(([, { action }]) => actions.includes(action)).map(([host]) => host)
}

async function failed(error: unknown, record: LaunchRecord, context: ExecutionContext): Promise<unknown> {
  if (context.keepFailed) {
    const kept = [...record.created].map(([host, { id }]) => `${host}: ${id}`)
    if (kept.length > 0) context.emit({ type: 'warning', message: `kept, as was asked for:\n${kept.join('\n')}` })
    return error
  }
  const leftBehind = await compensate(record, claimedByOthers(error), context)
  return leftBehind.size > 0 && BerthError.isInstance(error) ? new CompensationError(error, leftBehind) : error
}

/** Hosts whose fresh container another run is provisioning already: it is in use, so it stays. */
function claimedByOthers(error: unknown): ReadonlySet<string> {
  const failures = error instanceof HostsError ? [...error.failures] : []
  return new Set(failures.filter(([, { code }]) => code === 'BERTH_PROVISIONING').map(([host]) => host))
}
