import type { Command as BerthCommand, ClusterContainerExecOptions, Duration } from '@berth/core'
import { type Command, InvalidArgumentError } from 'commander'

/** Options of subcommands that run a command. */
export interface CommandOptions {
  readonly head?: true
  readonly timeout?: Duration
  readonly user?: string
}

/** Adds the command's words, and the options of how it is run. */
export function withCommandOptions(command: Command): Command {
  return command
    .argument('<command...>', 'after --: one word is a shell program, several are run as they are')
    .option('--head', "in the head host's container only")
    .option(
      '--timeout <time>',
      'end the command after this long, on each host: 90s, 10m, 2h (default: no limit)',
      duration,
    )
    .option('--user <user>', "user in the container, name or uid (default: the image's own)")
}

/** One word is a shell program; several are an argument vector, which no shell reads. */
export function commandOf(words: readonly string[]): BerthCommand {
  const [first = ''] = words
  return words.length > 1 ? words : first
}

/** The options as the library takes them. */
export function execOptions({ head, timeout, user }: CommandOptions, signal: AbortSignal): ClusterContainerExecOptions {
  return {
    signal,
    ...(head && { hosts: 'head' }),
    ...(timeout !== undefined && { timeout }),
    ...(user !== undefined && { user }),
  }
}

const units = ['ms', 's', 'm', 'h', 'd'] as const

function duration(text: string): Duration {
  const [, digits = '', suffix] = /^(\d+(?:\.\d+)?)([a-z]+)$/.exec(text) ?? []
  const unit = units.find((one) => one === suffix)
  const value = Number(digits)
  if (unit !== undefined && value > 0) return `${value}${unit}`
  throw new InvalidArgumentError('Write a length of time with its unit: 90s, 10m, 2h.')
}
