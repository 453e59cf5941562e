import type { Process } from '../os/process.js'
import { type ParsedOptions, parseOptions } from './parse-options.js'

/** A small program of the hosts in memory. */
export interface SmallProgram {
  /**
   * The letters of its options, in their order; a colon after those that take a value, as `getopts` has it. Null if it
   * reads its words in a way of its own.
   */
  readonly options: string | null
  /** Works through its process, and gives back its exit code. */
  readonly run: (process: Process, args: readonly string[]) => Promise<number>
}

/** Programs by their names. */
export type SmallPrograms = Readonly<Record<string, SmallProgram>>

/** A program that takes these options, and fails with exit code 2 and their name where it is given others. */
export function withOptions(
  options: string,
  run: (process: Process, words: ParsedOptions) => Promise<number>,
): SmallProgram {
  return {
    options,
    run: async (process, args) => {
      const words = parseOptions(args, options)
      if (typeof words !== 'string') return run(process, words)
      return process.fail(`${process.argv[0]}: ${words}: not an option that hosts in memory know`, 2)
    },
  }
}

/** A program that reads its words in a way of its own. */
export function withWords(run: SmallProgram['run']): SmallProgram {
  return { options: null, run }
}
