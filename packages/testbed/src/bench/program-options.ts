import { Command, InvalidArgumentError, Option } from 'commander'

/** The options of the benchmark's command line. */
export interface BenchOptions {
  readonly hosts: number
  readonly json: boolean
  /** Ids of the questions to ask. */
  readonly only: readonly string[]
}

/**
 * Reads the command line of the benchmark. Throws `CommanderError` for words that make no such line, and where only
 * help was asked for. `usual`: the questions that are asked unless some are named.
 */
export function readOptions(words: readonly string[], ids: readonly string[], usual: readonly string[]): BenchOptions {
  const program = new Command('bench')
    .description('Measures Berth beside OpenSSH on hosts made for it, in one run. Judges nothing.')
    .addOption(new Option('--hosts <N>', 'hosts with sshd alone, 1 to 40').default(8).argParser(hostCount))
    .addOption(
      new Option('--only <question...>', 'these questions; those of images and of mpirun are asked only so').choices(
        ids,
      ),
    )
    .option('--json', 'one JSON text on standard output, with the seconds of every round', false)
    .exitOverride()
    .parse(words, { from: 'user' })
  const { hosts, json, only = usual } = program.opts<{ hosts: number; json: boolean; only?: readonly string[] }>()
  return { hosts, json, only }
}

function hostCount(text: string): number {
  const count = Number(text)
  if (Number.isInteger(count) && count >= 1 && count <= 40) return count
  throw new InvalidArgumentError('Give a whole number from 1 to 40.')
}
