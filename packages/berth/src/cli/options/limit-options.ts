import type { AttachOptions, MaxFailures, UpOptions } from '@berth/core'
import { type Command, InvalidArgumentError } from 'commander'

/** How many hosts may fail. */
export interface MaxFailuresOption {
  readonly maxFailures?: MaxFailures
}

/** How many hosts do the same at once. */
export interface ParallelOption {
  readonly parallel?: number
}

/** Adds `--max-failures`. `failing`: what becomes of hosts that fail. */
export function withMaxFailures(command: Command, failing: string): Command {
  return command.option(
    '--max-failures <number>',
    `let so many hosts fail, or a share of them: 3, 5% (rounded down); ${failing}`,
    maxFailures,
  )
}

/** Adds `--parallel`. `what`: what is done on so many hosts at once, and the default. */
export function withParallel(command: Command, what: string): Command {
  return command.option('--parallel <number>', what, hostsAtOnce)
}

/** The options as the library takes them. */
export function limits({
  parallel,
  ...options
}: MaxFailuresOption & ParallelOption): Pick<UpOptions, 'maxFailures' | 'parallel'> {
  return { ...lettingFail(options), ...(parallel !== undefined && { parallel }) }
}

/** How many hosts may fail, as the library takes it. */
export function lettingFail(options: MaxFailuresOption): Pick<AttachOptions, 'maxFailures'> {
  return options.maxFailures === undefined ? {} : { maxFailures: options.maxFailures }
}

function maxFailures(text: string): MaxFailures {
  const [, number = '', percent] = /^(\d+(?:\.\d+)?)(%?)$/.exec(text) ?? []
  const value = Number(number)
  if (percent === '%' && value <= 100) return `${value}%`
  if (percent === '' && Number.isSafeInteger(value)) return value
  throw new InvalidArgumentError('Write how many hosts may fail: a number, 3, or a share of the hosts, 5%.')
}

function hostsAtOnce(text: string): number {
  const value = Number(text)
  if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= 1) return value
  throw new InvalidArgumentError('Write on how many hosts it is done at once: 16.')
}
