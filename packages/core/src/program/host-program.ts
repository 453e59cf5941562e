import { programs } from '../command/programs.generated.js'

/**
 * A program for a shell on a host, which reports what it sees with the functions that it finds there:
 *
 * - `say WORD [TEXT]` reports a text, and what the program prints after it belongs to it too;
 * - `section NAME COMMAND…` reports what one command came to, for {@link parseSections};
 * - `finish` ends the program with its answer whole, as the success of its last command does;
 * - `fail [WHY]` ends it too, and says that nothing came of it: so does the failure of its last command.
 *
 * Where it ends in any other way (`exit`, a signal), there is no answer, and nobody knows what became of it.
 */
export interface HostProgram {
  readonly program: string
  /** Its arguments: `$1`, `$2`, …. Default is none. */
  readonly words?: readonly string[]
  /** Words of the command line before the shell's: `['sudo', '-n']`. Default is none. */
  readonly through?: readonly string[]
  /** The shell and its options, before `-c`: `['bash', '--norc']`. Default is `['sh']`. */
  readonly shell?: readonly string[]
}

/** The command line that runs a program, whose reports begin with this nonce. */
export function programCommand(
  { program, words = [], through = [], shell = ['sh'] }: HostProgram,
  nonce: string,
): readonly string[] {
  return [...through, ...shell, '-c', programs['report/report'], 'berth-program', nonce, program, ...words]
}
