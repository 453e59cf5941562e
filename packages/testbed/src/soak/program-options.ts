import { Command, InvalidArgumentError, Option } from 'commander'

/** The options of the soak's command line. */
export interface SoakOptions {
  readonly hosts: number
  /** When to end: after so many rounds, or with the first round that ends after so many minutes. */
  readonly length: { readonly rounds: number } | { readonly minutes: number }
  /** How often each round does what it does with commands and files. */
  readonly repeat: number
  readonly json: boolean
}

/** Reads the command line of the soak. Throws `CommanderError` for words that make none, and where help was asked for. */
export function readOptions(words: readonly string[]): SoakOptions {
  const program = new Command('soak')
    .description(
      'Uses Berth for a long time, with faults, on hosts made for it, and fails where anything is left or grows.',
    )
    .addOption(new Option('--hosts <N>', 'an even number of hosts, 2 to 40').default(8).argParser(evenHosts))
    .addOption(new Option('--minutes <N>', 'how long').default(20).argParser(count))
    .addOption(new Option('--rounds <N>', 'so many rounds, however long they take').argParser(count))
    .addOption(new Option('--repeat <N>', 'how often a round does its commands and files').default(3).argParser(count))
    .option('--json', 'one JSON text on standard output, with what was measured after every round', false)
    .exitOverride()
    .parse(words, { from: 'user' })
  const { hosts, minutes, rounds, repeat, json } = program.opts<{
    hosts: number
    minutes: number
    rounds?: number
    repeat: number
    json: boolean
  }>()
  return { hosts, length: rounds === undefined ? { minutes } : { rounds }, repeat, json }
}

function count(text: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && number >= 1) return number
  throw new InvalidArgumentError('Give a whole number from 1 on.')
}

function evenHosts(text: string): number {
  const number = count(text)
  if (number % 2 === 0 && number <= 40) return number
  throw new InvalidArgumentError('Give an even number from 2 to 40.')
}
