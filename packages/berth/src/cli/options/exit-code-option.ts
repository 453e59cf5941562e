import { type Command, Option } from 'commander'
import type { ExitCodeChoice } from '../ending/command-exit-code.js'

/** The option of what a command on several hosts makes Berth exit with. */
export interface ExitCodeOption {
  readonly exitCode?: ExitCodeChoice
}

/** Adds `--exit-code`. */
export function withExitCodeOption(command: Command): Command {
  return command.addOption(
    new Option(
      '--exit-code <which>',
      "where the command failed on some of several hosts, exit with its own code: of the first of these in the cluster file's order, or the highest (default: 1; with one host, always its own)",
    ).choices(['first', 'max']),
  )
}
