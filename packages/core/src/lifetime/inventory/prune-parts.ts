import type { BerthError } from '../../errors/index.js'
import { asBerthError, forManyHosts, onHosts } from '../../fanout/index.js'
import { harmlessly, reported } from '../events.js'
import type { FoundContainers, FoundParts } from './found-container.js'
import { type PruneContainersOptions, runtimeOf } from './prune-containers.js'

/** Options of {@link pruneParts}. */
export type PrunePartsOptions = Pick<PruneContainersOptions, 'transport' | 'runtimes' | 'onEvent' | 'signal'>

/** What became of parts of an image that a prune was to remove. */
export interface PrunedParts {
  readonly parts: FoundParts
  /** Why they were not removed; null where they are gone. */
  readonly error: BerthError | null
}

/** The parts of images that {@link pruneParts} removes: those that are left over. Changes nothing. */
export function partsToPrune(found: FoundContainers): readonly FoundParts[] {
  return [...found.values()].flatMap(({ parts }) => parts.filter(({ verdict }) => verdict === 'left over'))
}

/**
 * Removes what {@link partsToPrune} names, of the login user alone, each by the folder that was found, if nothing in it
 * has changed since, and nobody has it open. Resolves when all hosts are done, with what became of each; of a call that
 * was aborted too. Throws `TypeError` where a runtime that is needed is not given: then nothing was removed.
 */
export async function pruneParts(
  found: FoundContainers,
  { transport, runtimes, onEvent = () => undefined, signal }: PrunePartsOptions,
): Promise<readonly PrunedParts[]> {
  const emit = harmlessly(onEvent)
  const call = forManyHosts(signal ? { signal } : {})
  const byHost = new Map<string, FoundParts[]>()
  for (const parts of partsToPrune(found)) {
    runtimeOf(parts.runtime, runtimes)
    byHost.set(parts.host, [...(byHost.get(parts.host) ?? []), parts])
  }
  const remove = async (host: string, parts: FoundParts): Promise<PrunedParts> => {
    try {
      const runtime = runtimeOf(parts.runtime, runtimes)
      await runtime.removeParts?.(await transport.connect(host, call), parts, call)
      return { parts, error: null }
    } catch (error) {
      return { parts, error: asBerthError(error, 'remove parts of image', host) }
    }
  }
  const outcomes = await onHosts(byHost.keys(), 'remove parts of image', (host) =>
    reported(emit, 'remove', host, () => Promise.all((byHost.get(host) ?? []).map((parts) => remove(host, parts)))),
  )
  return [...byHost].flatMap(([host, all]) => {
    const outcome = outcomes.get(host)
    return outcome?.ok ? outcome.value : all.map((parts) => ({ parts, error: outcome?.error ?? null }))
  })
}
