import type { DetachedTargetOptions } from '@berth/core'
import { type Command, Option } from 'commander'

/** Options of subcommands that work on a detached command. */
export interface DetachedOptions {
  readonly head?: true
  readonly onHost?: true
  readonly user?: string
}

/**
 * Adds the options that say where the detached command was started; `which` begins the sentences of their help. Default
 * is `it was`.
 */
export function withDetachedOptions(command: Command, which = 'it was'): Command {
  return command
    .option('--head', `${which} started with --head`)
    .addOption(new Option('--on-host', `${which} started with --on-host`).conflicts('user'))
    .option('--user <user>', `${which} started with --user`)
}

/** The options as the library takes them. */
export function detachedPlace({ head, onHost, user }: DetachedOptions): DetachedTargetOptions {
  return {
    ...(head && { hosts: 'head' }),
    ...(onHost && { on: 'host' }),
    ...(user !== undefined && { user }),
  }
}
