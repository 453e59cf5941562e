import { becoming } from '../command/becoming.js'
import { programs } from '../command/programs.generated.js'
import { grace } from '../command/terminate.js'
import type { Command } from '../contract/index.js'

/**
 * Name of the environment variable that tells the programs for detached commands in which container they run; hosts
 * have none.
 */
export const containerVariable: string = 'BERTH_CONTAINER'

/** Bytes of a command that a list shows. */
const listedBytes = 1000

/**
 * An argument vector that starts a command which goes on when the starting program has ended, in a session of its own
 * where the image can. `takes`: its environment is the first line of standard input. Default is that it has that of the
 * starting program.
 */
export function startCommand(id: string, command: Command, takes = false): readonly string[] {
  const words = [id, programs['detach/supervise'], takes ? 'yes' : 'no', ...becoming(command)]
  return ['sh', '-c', programs['detach/start'], 'berth-start', ...words]
}

/**
 * An argument vector that ends a detached command's whole tree. Exits with 1 if a process of the tree is left; prints
 * `unknown` if the command was never started here.
 */
export function stopCommand(id: string): readonly string[] {
  return ['sh', '-c', programs['detach/stop'], 'berth-stop', id, grace, programs['command/terminate']]
}

/**
 * An argument vector that removes the files of a detached command that has ended, and prints `removed`; or `running`
 * where the command, or a process that the command started, has not ended, and then nothing is removed. A command that
 * is not there counts as removed.
 */
export function forgetCommand(id: string): readonly string[] {
  return ['sh', '-c', programs['detach/forget'], 'berth-forget', id, programs['command/terminate']]
}

/** The arguments of a follower. */
export interface Following {
  /** The text that the follower prints before its last word, and no command prints by chance. */
  readonly mark: string
  /** How often the follower looks before it gives up: see {@link followCommand}. */
  readonly turns: number
  /** Bytes of each stream that are known already. */
  readonly stdout: number
  readonly stderr: number
}

/**
 * An argument vector that prints what a detached command prints, on the same streams, until that command has ended,
 * then the mark and one line on standard output: `exit CODE`, `stopped`, `lost`, `unknown`, `running` when the follower
 * has looked often enough, or `failed REASON`. No byte comes twice.
 */
export function followCommand(id: string, { mark, turns, stdout, stderr }: Following): readonly string[] {
  const numbers = [turns, stdout, stderr].map(String)
  return ['sh', '-c', programs['detach/follow'], 'berth-wait', id, mark, ...numbers]
}

/**
 * An argument vector that reports each detached command of this machine and user, `NONCE command` with its id, state,
 * start and sizes, then its words, all of them closed by NULs; and in the end `NONCE end`. A command whose folder
 * cannot be looked into has the state `closed`.
 */
export function listCommand(nonce: string): readonly string[] {
  return ['sh', '-c', programs['detach/list'], 'berth-list', nonce, String(listedBytes)]
}
