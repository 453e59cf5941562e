import { randomUUID } from 'node:crypto'
import type { ContainerRuntime, RemoveOptions, Transport } from '../../contract/index.js'
import { BerthError } from '../../errors/index.js'
import { asBerthError, forManyHosts, onHosts } from '../../fanout/index.js'
import { type EventListener, harmlessly, reported } from '../events.js'
import { describeUsers } from '../execute/claims/describe-users.js'
import { sealGuard } from '../execute/claims/replacement-guard.js'
import type { Claimant } from '../inside/commands.js'
import type { CallOptions } from '../observe/host-access.js'
import { newRun } from '../owners/this-process.js'
import { mayPrune } from '../plan/verdicts/prune.js'
import type { FoundContainer, FoundContainers } from './found-container.js'

/** Which containers a prune is about. */
export interface PruneSelection {
  /**
   * The name of the containers that are meant: of these, persistent ones of this user's too. Default is every name, and
   * no persistent one.
   */
  readonly name?: string
}

/** Options of {@link pruneContainers}. */
export interface PruneContainersOptions extends PruneSelection {
  /** As for `listContainers`. Closed by nobody but the caller. */
  readonly transport: Transport
  /** As for `listContainers`. */
  readonly runtimes: Readonly<Record<string, ContainerRuntime>>
  /** Login name of the user who prunes. Default is that of the user who runs this process. */
  readonly user?: string
  /** Called with what happens meanwhile. The listener must not throw. */
  readonly onEvent?: EventListener
  readonly signal?: AbortSignal
}

/** What became of a container that a prune was to remove. */
export interface PrunedContainer {
  readonly container: FoundContainer
  /** Why it was not removed; null where it is gone. */
  readonly error: BerthError | null
}

/**
 * The containers that {@link pruneContainers} removes: by the rules of the policy alone what an `up` would make room
 * from, and where a name is given what a `down --destroy` would remove. Changes nothing.
 */
export function containersToPrune(found: FoundContainers, { name }: PruneSelection = {}): readonly FoundContainer[] {
  const call = name === undefined ? 'prune' : 'prune, by its name'
  return [...found.values()].flatMap(({ containers }) =>
    containers.filter(
      (container) =>
        (name === undefined || container.name === name) &&
        container.situation !== 'unknown' &&
        mayPrune(container.situation, call),
    ),
  )
}

/**
 * Removes what {@link containersToPrune} names, each by the id that was found, if it still has the labels that were
 * found, and nobody has claimed it since. Resolves when all hosts are done, with what became of each; of a call that
 * was aborted too. Throws `TypeError` where a runtime that is needed is not given: then nothing was removed.
 */
export async function pruneContainers(
  found: FoundContainers,
  { transport, runtimes, user, onEvent = () => undefined, signal, ...selection }: PruneContainersOptions,
): Promise<readonly PrunedContainer[]> {
  const emit = harmlessly(onEvent)
  const call = forManyHosts(signal ? { signal } : {})
  const { id: run, owner } = newRun(user)
  const claimant: Claimant = { id: randomUUID(), run, owner }
  const byHost = new Map<string, FoundContainer[]>()
  const wanted = containersToPrune(found, selection)
  for (const { runtime } of wanted) runtimeOf(runtime, runtimes)
  for (const container of wanted) byHost.set(container.host, [...(byHost.get(container.host) ?? []), container])
  const outcomes = await onHosts(byHost.keys(), 'remove container', (host) =>
    reported(emit, 'remove', host, () =>
      Promise.all(
        (byHost.get(host) ?? []).map((container) => removed(container, { transport, runtimes }, claimant, call)),
      ),
    ),
  )
  return [...byHost].flatMap(([host, containers]) => {
    const outcome = outcomes.get(host)
    if (outcome?.ok) return outcome.value
    const error = outcome?.error ?? null
    return containers.map((container) => ({ container, error }))
  })
}

async function removed(
  container: FoundContainer,
  { transport, runtimes }: Pick<PruneContainersOptions, 'transport' | 'runtimes'>,
  claimant: Claimant,
  call: CallOptions,
): Promise<PrunedContainer> {
  const { host, id, name, labels, engine } = container
  try {
    const connection = await transport.connect(host, call)
    await runtimeOf(container.runtime, runtimes).remove(
      { connection, facts: engine },
      { id, name, labels },
      { ...guardOf(container, claimant), ...call },
    )
    return { container, error: null }
  } catch (error) {
    return { container, error: inWords(asBerthError(error, 'remove container', host)) }
  }
}

/** The runtime of this name. Throws `TypeError` where it is not given. */
export function runtimeOf(name: string, runtimes: PruneContainersOptions['runtimes']): ContainerRuntime {
  const runtime = Object.hasOwn(runtimes, name) ? runtimes[name] : undefined
  if (runtime === undefined) throw new TypeError(`There is no runtime ${name} among those that are given`)
  return runtime
}

/** What is made for a run is asked, whether it runs by now or not; what is persistent was named. */
function guardOf(container: FoundContainer, claimant: Claimant): RemoveOptions {
  return container.berth?.lifetime === 'per_run' ? sealGuard(container, claimant) : {}
}

function inWords(error: BerthError): BerthError {
  if (error.code !== 'BERTH_IN_USE') return error
  const { code, host, operation, reason } = error
  return new BerthError({
    ...(host !== undefined && { host }),
    code,
    operation,
    message: `the container was not removed: it ${describeUsers(reason)}`,
    remedy: 'Nothing is to be done: somebody has begun to use it since it was looked at.',
    cause: error,
  })
}
