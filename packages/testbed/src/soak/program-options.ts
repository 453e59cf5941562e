import { Command, InvalidArgumentError, Option } from 'commander'

/** The options of the soak's command line. */
export interface SoakOptions {
  readonly hosts: number
  /** When to end: after so many rounds, or with the first round that ends after so many minutes. */
  readonly length: { readonly rounds: number } | { readonly minutes: number }
  /** Whether rounds leave out what takes long. */
  readonly brief: boolean
  readonly json: boolean
}

/**
 * Reads the command line of the soak. Throws `CommanderError` for words that make no such line, and where only help was
 * asked for.
 */
export function readOptions(words: readonly string[]): SoakOptions {
  const program = new Command('soak')
    .description(
      'Uses Berth for a long time, with faults, on hosts made for it; fails where anything is left or grows.',
    )
    .addOption(new Option('--hosts <N>', 'hosts with Docker, 3 to 40').default(8).argParser(hostCount))
    .addOption(new Option('--minutes <N>', 'how long').default(20).argParser(count))
    .addOption(new Option('--rounds <N>', 'so many rounds, however long they take').argParser(count))
    .option('--brief', 'rounds that leave out what takes long', false)
    .option('--json', 'one JSON text on standard output, with what was measured after every round', false)
    .exitOverride()
    .parse(words, { from: 'user' })
  const { minutes, rounds, ...options } = program.opts<
    Omit<SoakOptions, 'length'> & { readonly minutes: number; readonly rounds?: number }
  >()
  return { ...options, length: rounds === undefined ? { minutes } : { rounds } }
}

function count(text: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && number >= 1) return number
  throw new InvalidArgumentError('Give a whole number from 1 on.')
}

function hostCount(text: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && number >= 3 && number <= 40) return number
  throw new InvalidArgumentError('Give a whole number from 3 to 40.')
}
