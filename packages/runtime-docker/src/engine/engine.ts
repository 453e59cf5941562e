import type { Dialect } from './dialect.js'
import type { EngineInfo, ImageStore } from './engine-info.js'

/** The one engine of a host that later calls use, and how it is called. */
export interface Engine {
  readonly dialect: Dialect
  readonly reachedBy: 'plain' | 'sudo'
  readonly store: ImageStore
  readonly rootless: boolean
}

/** The engine that was seen in this way. */
export function engineOf(dialect: Dialect, reachedBy: Engine['reachedBy'], { store, rootless }: EngineInfo): Engine {
  return { dialect, reachedBy, store, rootless }
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
