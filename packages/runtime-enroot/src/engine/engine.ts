import type { EngineFacts, HostProgram, Privilege } from '@berth/core/adapter'

/** The one engine of a host that was observed: the containers of one user. */
export interface Engine {
  readonly reachedBy: 'plain' | 'sudo'
  /** Folder of that user's root filesystems, `ENROOT_DATA_PATH`. */
  readonly data: string
}

/** The engine that was observed. */
export function engineOf({ reachedBy, root }: EngineFacts): Engine {
  return { reachedBy, data: root }
}

/**
 * How enroot is called. Every user's containers are an engine of their own, so `auto` means the login user's: those of
 * root are meant only where the cluster file says so.
 */
export function reachedBy(privilege: Privilege): Engine['reachedBy'] {
  return privilege === 'sudo' ? 'sudo' : 'plain'
}

/** A program with all the words of its command line. */
type AsUser = Required<Pick<HostProgram, 'program' | 'words' | 'through' | 'shell'>>

/** Runs a program as the user whose containers are meant, in bash: enroot itself needs bash, so it is there. */
export function asUser(by: Engine['reachedBy'], program: string, words: readonly string[]): AsUser {
  return { program, words, through: by === 'sudo' ? ['sudo', '-n', '-H'] : [], shell: ['bash', '--norc'] }
}
