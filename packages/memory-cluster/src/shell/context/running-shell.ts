import type { Process } from '../../os/process.js'
import type { OpenFile } from '../../os/streams/open-file.js'
import type { List, ShellCommand } from '../syntax/syntax.js'
import type { ShellState } from './shell-state.js'
import type { Traps } from './traps.js'

/** What expanding words needs of a shell. */
export interface Expansion {
  readonly process: Process
  readonly state: ShellState
  /** What a command printed on standard output. */
  output(body: List): Promise<string>
}

/** Variables that one command alone gets. */
export type Assignments = readonly (readonly [name: string, value: string])[]

/** A shell as those see it that are a part of what it runs: builtins, compound commands, words. */
export interface RunningShell extends Expansion {
  readonly traps: Traps

  /** Runs commands one after the other, and gives back the last one's exit code. */
  list(body: List): Promise<number>

  /** Runs the body of a compound command, which begins as if all went well. */
  body(body: List): Promise<number>

  /** Runs what a compound command asks: its failure ends nothing. */
  condition(test: List): Promise<number>

  /**
   * Runs one command; as the last one of its shell, `inPlace`, it need not leave files as they were, and a program
   * takes the shell's own process. Default is false.
   */
  command(command: ShellCommand, inPlace?: boolean): Promise<number>

  /** Runs the one command that this shell is for, {@link command} in place. */
  only(command: ShellCommand): Promise<number>

  /** Runs what an argument vector names, past functions of this name: a builtin, or a program. */
  runPastFunctions(argv: readonly string[]): Promise<number>

  /** Whether it is one of the shell's own commands, or a function. */
  knows(name: string): boolean

  /** Starts a subshell in a process of its own. */
  fork(body: (child: RunningShell) => Promise<number>, options?: ForkOptions): Process
}

/** How a subshell begins. */
export interface ForkOptions {
  /** Default is the shell's own. */
  readonly files?: ReadonlyMap<number, OpenFile>
  /** Whether it ignores what a terminal sends to those in the foreground. Default is false. */
  readonly background?: boolean
}
