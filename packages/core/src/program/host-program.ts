import { programs } from '../command/programs.generated.js'
import { longestSilence } from './lifeline.js'

/**
 * A program for a shell on a host, which reports with the functions that Berth defines for it:
 *
 * - `say WORD [TEXT]` reports a text; output that the program prints after it belongs to the report too;
 * - `section NAME COMMAND…` reports the streams and the exit code of one command, for {@link parseSections};
 * - `bounded COMMAND…` runs one command, whose exit code it has, and passes on a mebibyte of each of its streams at
 *   most: for what answers inside of a container;
 * - `finish` ends the program with its answer whole, as the success of its last command does;
 * - `fail [WHY]` ends the program too, and says that it has failed: so does the failure of its last command.
 *
 * Where the program ends in any other way (`exit`, a signal), there is no answer, and the outcome is unknown.
 */
export interface HostProgram {
  readonly program: string
  /** The program's arguments: `$1`, `$2`, …. Default is none. */
  readonly words?: readonly string[]
  /**
   * The program's standard input, for what must not stand in an argument list, which every user of the host can read.
   * Default is none.
   */
  readonly input?: string
  /**
   * Whether all of the program is ended, within five seconds, once the process that runs Berth is gone or the link to
   * it is cut: for what must not go on by itself. Its standard input is held open for that, and the program gets the
   * first line of `input` alone. Where the host hears nothing for four seconds though Berth is there, the program is
   * run again, up to twice: it must be one that does no harm so. Default is false.
   */
  readonly endsWithBerth?: boolean
  /** Words of the command line before the shell's: `['sudo', '-n']`. Default is none. */
  readonly through?: readonly string[]
  /** The shell and its options, before `-c`: `['bash', '--norc']`. Default is `['sh']`. */
  readonly shell?: readonly string[]
}

/** The command line that runs a program, whose reports begin with this nonce. */
export function programCommand(
  { program, words = [], through = [], shell = ['sh'], input = '', endsWithBerth = false }: HostProgram,
  nonce: string,
): readonly string[] {
  const reporting = [...through, ...shell, '-c', programs['report/report'], 'berth-program', nonce, program, ...words]
  return endsWithBerth ? onLifeline(reporting, input !== '') : reporting
}

/** The command line that runs another one for as long as Berth is heard. */
function onLifeline(argv: readonly string[], hasInput: boolean): readonly string[] {
  const ending = [programs['command/terminate'], shortGrace, programs['command/hear']]
  const heard = [String(longestSilence / 1000), hasInput ? 'yes' : 'no']
  return ['sh', '-c', programs['command/lifeline'], 'berth-lifeline', ...ending, ...heard, ...argv]
}

/** Hundredths of a second between SIGTERM and SIGKILL: what nobody waits for any more has little to put in order. */
const shortGrace = '50'
