import type { AttachOptions } from '@berth/core'
import { type Command, Option } from 'commander'

/** The option of subcommands that can go on with the hosts that are there. */
export interface SkipOption {
  readonly skipUnreachable?: true
}

/** Adds `--skip-unreachable`. `conflicts`: options that do not go with it. Default is none. */
export function withSkipOption(command: Command, conflicts: readonly string[] = []): Command {
  return command.addOption(
    new Option(
      '--skip-unreachable',
      'find out who can be reached, then go on with these hosts; the missing are named, and berth exits with 4',
    ).conflicts([...conflicts]),
  )
}

/** The option as the library takes it. */
export function skipping({ skipUnreachable }: SkipOption): Pick<AttachOptions, 'skipUnreachable'> {
  return skipUnreachable ? { skipUnreachable } : {}
}
