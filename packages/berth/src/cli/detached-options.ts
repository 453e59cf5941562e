import type { DetachedPlaceOptions } from '@berth/core'
import { type Command, Option } from 'commander'

/** Options of subcommands that work on a detached command. */
export interface DetachedOptions {
  readonly head?: true
  readonly onHost?: true
  readonly user?: string
}

/** Adds where the command was started. */
export function withDetachedOptions(command: Command): Command {
  return command
    .option('--head', 'it was started with --head')
    .addOption(new Option('--on-host', 'it was started with --on-host').conflicts('user'))
    .option('--user <user>', 'it was started with --user')
}

/** The options as the library takes them. */
export function detachedPlace({ head, onHost, user }: DetachedOptions): DetachedPlaceOptions {
  return {
    ...(head && { hosts: 'head' }),
    ...(onHost && { on: 'host' }),
    ...(user !== undefined && { user }),
  }
}
