import type { Privilege } from '@berth/core/adapter'

/** The one engine of a host that later calls use: the containers of one user. */
export interface Engine {
  readonly reachedBy: 'plain' | 'sudo'
  /** Folder of that user's root filesystems, `ENROOT_DATA_PATH`. */
  readonly data: string
}

/**
 * How enroot is called. Every user's containers are an engine of their own, so `auto` means the login user's: those of root are meant only where the cluster
 * file says so.
 */
export function reachedBy(privilege: Privilege): Engine['reachedBy'] {
  return privilege === 'sudo' ? 'sudo' : 'plain'
}

/** The argument vector that runs a script of ours as the user whose containers these are. Enroot itself needs bash, so it is there. */
export function script(by: Engine['reachedBy'], text: string, ...args: readonly string[]): readonly string[] {
  const words = ['bash', '--norc', '-c', text, 'berth-enroot', ...args]
  return by === 'sudo' ? ['sudo', '-n', '-H', ...words] : words
}
