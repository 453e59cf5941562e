import { type Command, InvalidArgumentError } from 'commander'

/** Options that every subcommand takes. */
export interface CommonOptions {
  readonly cluster?: string
  readonly suite?: string
  readonly hosts?: readonly string[]
  readonly json?: true
}

/** The option of subcommands that work for a run. */
export interface RunOption {
  readonly run?: readonly string[]
}

/** Cluster files that are looked for where none is named. */
export const defaultFiles: readonly string[] = ['./berth.json', './berth.yaml']

/** Adds the options that every subcommand takes. */
export function withCommonOptions(command: Command): Command {
  return command
    .option('--cluster <file>', `cluster file, JSON or YAML (default: ${defaultFiles.join(', else ')})`)
    .option('--suite <file>', 'second file, whose top-level keys replace those of the cluster file')
    .option('--hosts <nodeset>', 'work on these hosts only: gpu1,gpu2, gpu[001-128], @group, !gpu017', nodeset)
    .option('--json', 'print the result as JSON')
}

/** Adds `--run`. */
export function withRunOption(command: Command): Command {
  return command.option(
    '--run <ids>',
    'work with the containers of these runs too, whoever made them: ID, or ID,ID (default: what `berth up` of this user left)',
    runIds,
  )
}

/** Reads the text of `--run`, which may be given several times. */
function runIds(text: string, before: readonly string[] = []): readonly string[] {
  const ids = text.split(',').map((id) => id.trim())
  if (!ids.includes('')) return [...before, ...ids]
  throw new InvalidArgumentError('Name runs by their ids: --run ID, or --run ID,ID.')
}

/** Reads the text of `--hosts`. The hosts that it names are looked for later, in the cluster file. */
function nodeset(text: string): readonly string[] {
  if (text.trim() !== '') return [text]
  throw new InvalidArgumentError('Name hosts: --hosts gpu1,gpu2 or --hosts gpu[001-128].')
}
