import { randomUUID } from 'node:crypto'
import type { ImageIdentity } from '../../contract/index.js'
import { BerthError, type ErrorCode, HostsError } from '../../errors/index.js'
import { failuresOf, onHosts } from '../../fanout/index.js'
import { keyFolder } from '../../sshd/index.js'
import { reachEngine } from '../observe/observed-engine.js'
import { berthLabels, readLabels } from '../owners/labels.js'
import { describeOwner } from '../plan/describe.js'
import { hostSpec } from '../spec/host-spec.js'
import { specLabel } from '../spec/requested-spec.js'
import { reported } from './events.js'
import type { ExecutionContext } from './execution-context.js'
import type { LaunchRecord } from './undo/launch-record.js'

/**
 * Launches on all hosts: on the lowest-sorted one first, as arbiter, where two runs that race for the name collide on
 * the engine's atomic create; on the others at once after that. Rejects with one error for all hosts that failed;
 * `record` tells which containers were made.
 */
export async function launch(
  hosts: readonly string[],
  images: ReadonlyMap<string, ImageIdentity>,
  context: ExecutionContext,
  record: LaunchRecord,
): Promise<void> {
  const [arbiter, ...others] = [...hosts].sort()
  if (arbiter === undefined) return
  const launchOn = async (some: readonly string[]): Promise<void> => {
    const outcomes = await onHosts(some, 'launch', (host) =>
      reported(context.emit, 'launch', host, () => launchHost(host, images.get(host), context, record)),
    )
    const failures = failuresOf(outcomes)
    if (failures.size > 0) throw new HostsError('launch', failures, hosts.length)
  }
  await launchOn([arbiter])
  await launchOn(others)
}

async function launchHost(
  host: string,
  image: ImageIdentity | undefined,
  context: ExecutionContext,
  { created, uncertain }: LaunchRecord,
): Promise<void> {
  const { container, config, run, setupScript, runtime, observed } = context
  const facts = observed.facts.get(host)
  if (image === undefined || facts === undefined || container.lifetime === 'no_launch')
    throw new TypeError(`Launch of ${host} was not planned`)
  const options = context.signal === undefined ? {} : { signal: context.signal }
  const engine = await reachEngine(context, host, options)
  const launch = randomUUID()
  context.made.add(launch)
  const labels = berthLabels({
    cluster: config.clusterName,
    run: run.id,
    launch,
    owner: run.owner,
    handedOver: context.handsOver,
    lifetime: container.lifetime,
    spec: specLabel(container, setupScript?.hash ?? null, run.id),
  })
  try {
    const spec = { ...hostSpec(container, facts, image, labels), ...(context.sshd && { foldersApart: [keyFolder] }) }
    const { id } = await runtime.launch(engine, spec, options)
    created.set(host, { id, name: container.name, labels })
  } catch (error) {
    const code = BerthError.isInstance(error) ? error.code : undefined
    if (code === undefined || !nothingCreated.has(code)) uncertain.set(host, launch)
    throw BerthError.isInstance(error) && code === 'BERTH_NAME_TAKEN' ? await nameTaken(host, error, context) : error
  }
}

/** The codes that a runtime rejects a launch with only when no container is there, and none will come. */
const nothingCreated: ReadonlySet<ErrorCode> = new Set([
  'BERTH_NAME_TAKEN',
  'BERTH_LAUNCH_FAILED',
  'BERTH_EXEC_NOT_STARTED',
])

/**
 * The error of a launch whose name is taken. The error says which run won the name, where that can be seen.
 */
async function nameTaken(
  host: string,
  cause: BerthError,
  { connect, runtime, container }: ExecutionContext,
): Promise<BerthError> {
  const query = { name: container.name, image: container.image, privilege: container.runtime.privilege }
  const seen = await connect(host, {})
    .then((connection) => runtime.observe(connection, query))
    .catch(() => null)
  const labels = seen?.state === 'running' || seen?.state === 'stopped' ? readLabels(seen.container.labels) : null
  const winner = labels === null ? 'by somebody else' : `by ${describeOwner(labels)}`
  return new BerthError({
    code: 'BERTH_NAME_TAKEN',
    host,
    operation: 'launch',
    message: `the name ${container.name} was taken ${winner} while this run was about to launch`,
    remedy: 'Nothing of theirs was touched. Run it again once they are done: it then sees their container.',
    cause,
  })
}
