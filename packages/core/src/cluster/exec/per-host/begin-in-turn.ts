import pLimit from 'p-limit'
import type { ExecResult } from '../../../contract/index.js'
import { WrongUseError } from '../../../errors/index.js'
import { checkedAtOnce, mostFailures, notBegun } from '../../../fanout/index.js'
import type { CommandError } from '../command-error.js'
import type { ClusterExecOptions } from '../exec-options.js'

/**
 * Whether hosts wait for each other. Throws `TypeError` for limits that are none, and for a source of standard input
 * where hosts wait: those that have begun would wait for the others to read.
 */
export function hostsTakeTurns(
  { parallel, maxFailures, stdin }: Pick<ClusterExecOptions, 'parallel' | 'maxFailures' | 'stdin'>,
  hosts: number,
): boolean {
  if (maxFailures !== undefined) mostFailures(maxFailures, hosts)
  const wait = parallel !== undefined && checkedAtOnce(parallel) < hosts
  const isSource =
    stdin !== undefined && typeof stdin !== 'string' && !(stdin instanceof Uint8Array) && !('file' in stdin)
  if (wait && isSource)
    throw new WrongUseError('A source of stdin is read by all hosts at once: leave out parallel, or give a file')
  return wait
}

/** How the hosts of one command take turns. */
export interface InTurnOptions {
  /** Hosts at once. Default is all. */
  readonly parallel: number | undefined
  /** Hosts that may fail before no other begins. Default is any number. */
  readonly mostFailures: number | undefined
  /** Called when it is a host's turn that had to wait. */
  readonly onHostBegin: ((host: string) => void) | undefined
  readonly commandError: CommandError
}

type Result = ExecResult<string | Uint8Array>

/**
 * The work on each host, begun when it is the host's turn, in the order in which it is asked for. Rejects with
 * `BERTH_NOT_BEGUN` where more hosts have failed by then than may. Throws `TypeError` for a number of hosts at once
 * that is none.
 */
export function beginInTurn(
  operation: string,
  { parallel, mostFailures = Number.POSITIVE_INFINITY, onHostBegin, commandError }: InTurnOptions,
  work: (host: string) => Promise<Result>,
): (host: string) => Promise<Result> {
  let failures = 0
  const counted = async (host: string): Promise<Result> => {
    if (failures > mostFailures) throw notBegun(host, operation)
    try {
      const result = await work(host)
      if (commandError(host, { ...result, stderr: '' }) !== null) failures += 1
      return result
    } catch (error) {
      failures += 1
      throw error
    }
  }
  if (parallel === undefined) return counted
  const atOnce = checkedAtOnce(parallel)
  const limit = pLimit(atOnce)
  return (host) => {
    const waits = limit.activeCount + limit.pendingCount >= atOnce
    return limit(() => {
      if (waits) onHostBegin?.(host)
      return counted(host)
    })
  }
}
