import { programs } from '../../../command/programs.generated.js'
import { escaped } from '../escaped.js'
import { fewTurns, manyTurns } from './silences.js'

/** What a guard is told at its beginning. */
export interface GuardWords {
  /** By which all of the launch is found. */
  readonly tag: string
  /** Milliseconds without a word after which the guard's host is cut off. */
  readonly lostAfter: number
}

/** An argument vector that guards a launch in the container of a host of this name. */
export function guardCommand(words: GuardWords, name: string): readonly string[] {
  return [...guardBeginning(words), name]
}

/**
 * An argument vector that guards a launch in another container than the launcher's, and becomes a daemon there too,
 * once standard input says which.
 */
export function daemonCommand(words: GuardWords, name: string): readonly string[] {
  return [...guardCommand(words, name), '--']
}

/** The line that says which daemon: a shell program. */
export function daemonLine(command: string): string {
  return `run ${escaped(Buffer.from(command))}\n`
}

/** The words before the name of a guard's host. */
export function guardBeginning(words: GuardWords): readonly string[] {
  return ['sh', '-c', programs['mpi/guard'], 'berth-mpi-guard', programs['command/terminate'], ...guardNumbers(words)]
}

/** The words of a guard between the program that ends a tree and the name of its host; all of them are plain. */
export function guardNumbers({ tag, lostAfter }: GuardWords): readonly string[] {
  const turn = (lostAfter / fewTurns / 1000).toFixed(3)
  const short = Math.ceil(lostAfter / 10)
  return [launchAssignment(tag), guardGrace, turn, String(short), String(Math.ceil((short * manyTurns) / fewTurns))]
}

/** The variable by which all of a launch is found, on whatever host, with its value. */
export function launchAssignment(tag: string): string {
  return `${launchVariable}=${tag}`
}

/** Its name. */
export const launchVariable = 'BERTH_MPIRUN'

/** Hundredths of a second from SIGTERM to SIGKILL, where nobody is left for whom a rank could put things in order. */
const guardGrace = '30'
