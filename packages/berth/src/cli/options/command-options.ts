import type { Command as BerthCommand, ClusterContainerExecOptions, Duration } from '@berth/core'
import type { Command } from 'commander'
import type { CliEnvironment } from '../environment.js'
import { duration } from './duration-option.js'
import { type ExitCodeOption, withExitCodeOption } from './exit-code-option.js'
import { type MaxFailuresOption, type ParallelOption, withMaxFailures, withParallel } from './limit-options.js'
import { type OutputOptions, outputOptions, withOutputOptions } from './output-options.js'

/** Options of subcommands that run a command. */
export interface CommandOptions extends OutputOptions, ExitCodeOption, MaxFailuresOption, ParallelOption {
  readonly head?: true
  readonly timeout?: Duration
  readonly idleTimeout?: Duration
  readonly user?: string
  /** False with --no-stdin. */
  readonly stdin?: boolean
}

/** Adds the command's words, and the options of how it is run. */
export function withCommandOptions(command: Command): Command {
  return withExitCodeOption(withOutputOptions(command))
    .argument('[command...]', 'after --: one word is a shell program, several are run as they are')
    .option('--head', "in the head host's container only")
    .option(
      '--timeout <time>',
      'end the command after this long, on each host: 90s, 10m, 2h (default: no limit)',
      duration,
    )
    .option(
      '--idle-timeout <time>',
      'end the command when it has printed nothing for this long, on each host (default: no limit)',
      duration,
    )
    .option('-n, --no-stdin', 'give the command an empty standard input, whatever is piped into berth')
    .option('--user <user>', "user in the container, name or uid (default: the image's own)")
}

/** Adds `--parallel` and `--max-failures`, for a command. */
export function withCommandLimits(command: Command): Command {
  return withParallel(
    withMaxFailures(
      command,
      'where no more do, berth exits with 0, else the command is begun nowhere any more (default: none, and it is begun everywhere)',
    ),
    'run it on so many hosts at once (default: on all); standard input from a pipe goes to all at once, so add -n then',
  )
}

/** One word is a shell program; several are an argument vector, which no shell reads. */
export function commandOf(words: readonly string[]): BerthCommand {
  const [first = ''] = words
  return words.length > 1 ? words : first
}

/** The options as the library takes them. */
export function execOptions(
  { head, timeout, idleTimeout, user, stdin: passesInput = true, ...output }: CommandOptions,
  { signal, standardInput }: Pick<CliEnvironment, 'signal' | 'standardInput'>,
): ClusterContainerExecOptions {
  const stdin = passesInput ? standardInput() : null
  return {
    signal,
    ...(stdin !== null && { stdin }),
    ...(head && { hosts: 'head' }),
    ...(timeout !== undefined && { timeout }),
    ...(idleTimeout !== undefined && { idleTimeout }),
    ...outputOptions(output),
    ...(user !== undefined && { user }),
  }
}
