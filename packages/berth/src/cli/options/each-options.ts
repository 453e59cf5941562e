import { type Command, Option } from 'commander'

/** Options by which hosts get commands of their own. */
export interface EachOptions {
  readonly each?: string
  readonly template?: true
}

/** Adds `--each` and `--template`. */
export function withEachOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--each <file>',
        "a command for each host: JSON or YAML, a map of hosts or nodesets to commands, or a list in the hosts' order; null for none",
      ),
    )
    .option('--template', 'fill in {rank}, {host}, {world_size} and {head} in the command (default: no)')
}

/** Ends the command line where it has no command, or has one beside `--each`. */
export function checkWords(words: readonly string[], { each }: EachOptions, command: Command): void {
  if (each === undefined && words.length === 0) command.error("error: missing required argument 'command'")
  if (each !== undefined && words.length > 0) {
    command.error(`error: ${each} has the commands; name either --each or a command`)
  }
}

/** The option as the library takes it. */
export function templating({ template }: EachOptions): { readonly template?: true } {
  return template ? { template } : {}
}
