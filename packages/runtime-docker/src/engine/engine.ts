import type { EngineFacts } from '@berth/core/adapter'
import type { Dialect } from './dialect.js'
import type { ImageStore } from './engine-info.js'

/** The one engine of a host that was observed, and how it is called. */
export interface Engine {
  readonly dialect: Dialect
  readonly reachedBy: 'plain' | 'sudo'
  readonly store: ImageStore
  /** The folder of the host in which it keeps its images and containers. */
  readonly root: string
  readonly rootless: boolean
  /** By what it is told from others that may answer in its place; null where that is not known. */
  readonly identity: string | null
}

/** The engine that was observed. */
export function engineOf(dialect: Dialect, facts: EngineFacts): Engine {
  const { reachedBy, root, rootless } = facts
  const store = facts.store === 'containerd' ? 'containerd' : 'classic'
  return { dialect, reachedBy, store, root, rootless, identity: dialect.identity.of(facts) }
}

/** The words that every command line for an engine begins with. `sudo -n` fails where it would ask for a password. */
export function engineWords({ dialect, reachedBy }: Pick<Engine, 'dialect' | 'reachedBy'>): readonly string[] {
  switch (reachedBy) {
    case 'plain':
      return [dialect.program]
    case 'sudo':
      return ['sudo', '-n', dialect.program]
    default:
      return reachedBy satisfies never
  }
}
