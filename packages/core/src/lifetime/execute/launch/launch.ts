import { randomUUID } from 'node:crypto'
import type { ImageIdentity } from '../../../contract/index.js'
import { BerthError, type ErrorCode } from '../../../errors/index.js'
import { keyFolder } from '../../../sshd/index.js'
import { reported } from '../../events.js'
import { reachEngine } from '../../observe/observed-engine.js'
import { berthLabels, leaseLabel, sshdPortLabel, turnsLabel } from '../../owners/labels.js'
import { hostSpec } from '../../spec/host-spec.js'
import { specLabel } from '../../spec/requested-spec.js'
import type { ExecutionContext } from '../execution-context.js'
import { launchedContainer } from '../held-container.js'
import { inArbiterOrder } from '../steps/arbiter-first.js'
import { makeSources } from '../steps/make-sources.js'
import { whileEngineAnswers } from '../steps/while-engine-answers.js'
import type { LaunchRecord } from '../undo/launch-record.js'
import { awaitName } from './await-name.js'
import { nameTaken } from './name-taken.js'

/**
 * Launches on all hosts: on the lowest-sorted one first, as arbiter, where two runs that race for the name collide on
 * the engine's atomic create; on the others at once after that. Runs that collide there, for they begin on different
 * hosts, settle it by {@link awaitName}. Goes on without as many hosts as may fail: the next one is the arbiter then.
 * Rejects with one error for all hosts that failed; `record` tells which containers were made.
 */
export async function launch(
  hosts: readonly string[],
  images: ReadonlyMap<string, ImageIdentity>,
  context: ExecutionContext,
  record: LaunchRecord,
): Promise<void> {
  const { budget, emit } = context
  // A run that has nothing yet waits for nobody; nor does one that has lost on another host.
  let givesWay = true
  await inArbiterOrder(hosts, async (some) => {
    const launched = await budget.onHosts(
      some,
      'launch',
      (host) =>
        reported(emit, 'launch', host, async () => {
          try {
            await launchHost(host, images.get(host), context, record, () => givesWay)
          } catch (error) {
            givesWay ||= !budget.lets(error)
            throw error
          }
        }),
      hosts.length,
    )
    if (launched.size > 0) givesWay = false
    return launched.keys()
  })
}

/** Launches on one host, again where another run has given way. */
async function launchHost(
  host: string,
  image: ImageIdentity | undefined,
  context: ExecutionContext,
  record: LaunchRecord,
  givesWay: () => boolean,
): Promise<void> {
  await makeSources(host, context, context.signal === undefined ? {} : { signal: context.signal })
  for (;;) {
    const taken = await launchOnce(host, image, context, record)
    if (taken === null) return
    const holder = await awaitName(host, context, givesWay).catch((error: unknown) => {
      if (context.signal?.aborted === true) throw error
      return null
    })
    if (holder !== 'free') throw nameTaken(host, taken, holder, context)
  }
}

/** Resolves with the error of a name that is taken, or with null once the container runs; rejects with any other. */
async function launchOnce(
  host: string,
  image: ImageIdentity | undefined,
  context: ExecutionContext,
  { created, uncertain }: LaunchRecord,
): Promise<BerthError | null> {
  const { container, config, run, setupScript, runtime, observed, lease } = context
  const facts = observed.facts.get(host)
  if (image === undefined || facts === undefined || container.lifetime === 'no_launch')
    throw new TypeError(`Launch of ${host} was not planned`)
  const options = context.signal === undefined ? {} : { signal: context.signal }
  const engine = await reachEngine(context, host, options)
  const launch = randomUUID()
  const turns = setupScript === null ? 1 : Math.ceil(context.hosts.length / context.atOnce.setupScripts)
  const ofRun = berthLabels({
    cluster: config.clusterName,
    run: run.id,
    launch,
    owner: run.owner,
    handedOver: context.handsOver,
    lifetime: container.lifetime,
    spec: specLabel(container, setupScript?.hash ?? null, run.id),
  })
  const labels = { ...ofRun, ...turnsLabel(turns), ...leaseLabel(lease), ...sshdPortLabel(context.sshdPort) }
  try {
    const spec = {
      ...hostSpec(container, facts, image, labels),
      ...(context.sshd && { foldersApart: [keyFolder] }),
      ...(lease !== null && { lease }),
    }
    const step = { engine, step: 'launch', operation: 'launch container', unknown: 'BERTH_LAUNCH_UNKNOWN' } as const
    const { id } = await whileEngineAnswers(context, step, (call) => runtime.launch(engine, spec, call))
    const handle = { id, name: container.name, labels }
    context.made.set(host, launch)
    created.set(host, handle)
    context.leases.hold(new Map([[host, launchedContainer(handle, observed, host, container.runtime.args.network)]]))
    return null
  } catch (error) {
    const code = BerthError.isInstance(error) ? error.code : undefined
    if (code === undefined || !nothingCreated.has(code)) {
      context.made.set(host, launch)
      uncertain.set(host, launch)
    }
    if (BerthError.isInstance(error) && code === 'BERTH_NAME_TAKEN') return error
    throw error
  }
}

/** The codes that a runtime rejects a launch with only when no container is there, and none will come. */
const nothingCreated: ReadonlySet<ErrorCode> = new Set([
  'BERTH_NAME_TAKEN',
  'BERTH_LAUNCH_FAILED',
  'BERTH_EXEC_NOT_STARTED',
])
