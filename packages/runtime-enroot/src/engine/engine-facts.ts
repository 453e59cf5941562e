import type { EngineFacts } from '@berth/core/adapter'
import type { Engine } from './engine.js'

/** What a program has told of the engine, by the words of its reports; null where something is missing. */
export function engineFacts(told: ReadonlyMap<string, string>, reachedBy: Engine['reachedBy']): EngineFacts | null {
  const [version, root] = [told.get('engine'), told.get('data')]
  if (version === undefined || root === undefined) return null
  return {
    id: told.get('identity') ?? null,
    boot: told.get('boot') ?? null,
    own: true,
    version,
    store: 'squashfs',
    root,
    reachedBy,
    rootless: reachedBy === 'plain',
    endsWithLogin: told.has('ends-with-login'),
  }
}
