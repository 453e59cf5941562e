import type { ContainerHandle } from '../../contract/index.js'
import { BerthError, groupHosts } from '../../errors/index.js'
import { failuresOf, onHosts } from '../../fanout/index.js'
import { reachEngine } from '../observe/observed-engine.js'
import { runLabels } from '../owners/labels.js'
import { reported } from './events.js'
import type { ExecutionContext } from './execution-context.js'
import type { LaunchRecord } from './launch.js'

/**
 * A step failed, and not all containers that this run had made could be removed. The `cause` is the failure that came
 * first.
 */
export class CompensationError extends BerthError {
  override readonly name: string = 'CompensationError'
  /** Each host where a container of this run may be left, with why. */
  readonly leftBehind: ReadonlyMap<string, BerthError>

  constructor(cause: BerthError, leftBehind: ReadonlyMap<string, BerthError>) {
    const texts = new Map([...leftBehind].map(([host, { reason }]) => [host, reason]))
    const lines = groupHosts(texts).map(({ hosts, value }) => `${hosts.join(', ')}: ${value}`)
    super({
      code: cause.code,
      operation: cause.operation,
      message: `${cause.reason}\nand what this run had made could not all be removed\n${lines.join('\n')}`,
      remedy: 'Remove these containers by their ids once the hosts can be reached.',
      cause,
    })
    this.leftBehind = leftBehind
  }
}

/**
 * How often, and how many milliseconds apart, a container is looked for whose creation may still come: the engine goes
 * on after a client's timeout.
 */
const lateCreation = { looks: 5, apart: 1000 }

/**
 * Removes the containers that this run created, by id, never containers that were there before. Where the outcome of a
 * launch is unknown, the container is looked for by its run label. Hosts in `spare` are left alone. An abort of the run
 * does not stop this.
 */
export async function compensate(
  record: LaunchRecord,
  spare: ReadonlySet<string>,
  context: ExecutionContext,
): Promise<ReadonlyMap<string, BerthError>> {
  const hosts = [...record.created.keys(), ...record.uncertain].filter((host) => !spare.has(host))
  const outcomes = await onHosts(hosts, operation, async (host) => {
    const created = record.created.get(host)
    const handles = created === undefined ? await createdLate(host, context) : [created]
    for (const handle of handles) {
      const remove = async (): Promise<void> => context.runtime.remove(await reachEngine(context, host, {}), handle)
      await reported(context.emit, 'remove', host, remove).catch((cause: unknown) => {
        throw leftBehind(host, `container ${handle.id} is left`, cause)
      })
    }
  })
  return failuresOf(outcomes)
}

async function createdLate(host: string, context: ExecutionContext): Promise<readonly ContainerHandle[]> {
  const { runtime, config, run, container, observed } = context
  const before = observed.observations.get(host)
  const known = before?.state === 'running' || before?.state === 'stopped' ? before.container.id : null
  try {
    const engine = await reachEngine(context, host, {})
    for (let look = 0; look < lateCreation.looks; look += 1) {
      if (look > 0) await new Promise((resolve) => setTimeout(resolve, lateCreation.apart))
      const listed = await runtime.list(engine, runLabels(config.clusterName, run))
      const created = listed.filter(({ id, name }) => id !== known && name === container.name)
      if (created.length > 0) return created
    }
  } catch (cause) {
    throw leftBehind(host, `a container ${container.name} of this run may be left`, cause)
  }
  return []
}

const operation = 'remove what was launched'

function leftBehind(host: string, what: string, cause: unknown): BerthError {
  const why = BerthError.isInstance(cause) ? cause.reason : String(cause)
  return new BerthError({
    code: 'BERTH_REMOVE_FAILED',
    host,
    operation,
    message: `${what}: ${why}`,
    remedy: 'Remove it by its id once the host can be reached.',
    cause,
  })
}
