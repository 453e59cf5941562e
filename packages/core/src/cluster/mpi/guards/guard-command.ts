import { programs } from '../../../command/programs.generated.js'
import { fewTurns, manyTurns } from './silences.js'

/**
 * An argument vector that guards what has the tag of a launch in a container, whose host is cut off once it has heard
 * nothing for so many milliseconds.
 */
export function guardCommand(tag: string, lostAfter: number): readonly string[] {
  const turn = (lostAfter / fewTurns / 1000).toFixed(3)
  const short = Math.ceil(lostAfter / 10)
  const words = [turn, short, Math.ceil((short * manyTurns) / fewTurns)].map(String)
  const ending = [programs['command/terminate'], launchAssignment(tag), guardGrace]
  return ['sh', '-c', programs['mpi/guard'], 'berth-mpi-guard', ...ending, ...words]
}

/** The variable by which all of a launch is found, on whatever host, with its value. */
export function launchAssignment(tag: string): string {
  return `${launchVariable}=${tag}`
}

/** Its name. */
export const launchVariable = 'BERTH_MPIRUN'

/** Hundredths of a second from SIGTERM to SIGKILL, where nobody is left for whom a rank could put things in order. */
const guardGrace = '30'
