import { type Command, InvalidArgumentError } from 'commander'

/** Options that every subcommand on hosts takes. */
export interface CommonOptions extends FileOptions {
  readonly hosts?: readonly string[]
}

/** Options by which a subcommand finds its config, and how it answers. */
export interface FileOptions {
  readonly cluster?: string
  readonly suite?: string
  readonly json?: true
}

/** The option of subcommands that look at a cluster file alone. */
export interface LoadModuleOption {
  readonly loadModule?: true
}

/** The option of subcommands that work for a run. */
export interface RunOption {
  readonly run?: readonly string[]
}

/** Cluster files that are looked for where none is named. */
export const defaultFiles: readonly string[] = ['./berth.json', './berth.yaml', './berth.yml', './cluster.json']

/** Adds the options that every subcommand on hosts takes. */
export function withCommonOptions(command: Command): Command {
  const named = withFile(command).option(
    '--hosts <nodeset>',
    'work on these hosts only: gpu1,gpu2, gpu[001-128], @group, !gpu017',
    nodeset,
  )
  return withJson(named)
}

/** Adds the options by which a subcommand finds its config, and how it answers. */
export function withFileOptions(command: Command): Command {
  return withJson(withFile(command))
}

function withFile(command: Command): Command {
  return command
    .option(
      '-c, --cluster <file>',
      `cluster file, JSON or YAML (default: what BERTH_CLUSTER names, else ${defaultFiles.join(', else ')})`,
    )
    .option('--suite <file>', 'second file, laid over the cluster file: its container key by key')
}

function withJson(command: Command): Command {
  return command.option('--json', 'print the result as JSON')
}

/** Adds `--load-module`. */
export function withLoadModuleOption(command: Command): Command {
  return command.option(
    '--load-module',
    'run the module that the cluster file names for its runtime, to check its keys too (default: it is not run)',
  )
}

/** Adds the cluster file as a word of its own, in place of `--cluster`. */
export function withFileArgument(command: Command): Command {
  return command.argument('[file]', 'cluster file, in place of --cluster')
}

/** The options with the file that is named as a word of its own. Ends the command line where both name one. */
export function namedFile<Options extends FileOptions>(
  file: string | undefined,
  options: Options,
  command: Command,
): Options {
  if (file === undefined) return options
  if (options.cluster === undefined) return { ...options, cluster: file }
  return command.error(`error: two cluster files are named, ${file} and ${options.cluster}; name one`)
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
