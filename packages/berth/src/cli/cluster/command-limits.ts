import { BerthError, type ClusterExecOptions, mostFailures } from '@berth/core'
import type { CliCluster, CliEnvironment } from '../environment.js'
import type { CommandOptions } from '../options/command-options.js'
import { limits } from '../options/limit-options.js'
import type { SkipOption } from '../options/skip-option.js'
import { askedHosts, type Session } from './with-cluster.js'

/**
 * The limits of a command as the library takes them: of the hosts that may fail, those that are left for the command,
 * once the call has gone on without some. Hosts that earlier calls went on without are none of these.
 */
export function commandLimits(
  { maxFailures, ...options }: CommandOptions & SkipOption,
  { cluster, leftOut }: Pick<Session<never>, 'cluster' | 'leftOut'>,
): Pick<ClusterExecOptions, 'maxFailures' | 'parallel'> {
  const parallel = limits({ ...(options.parallel !== undefined && { parallel: options.parallel }) })
  if (maxFailures === undefined) return parallel
  // With --skip-unreachable the hosts that are not reached are among those of the command, and fail there.
  const failed = options.skipUnreachable ? [] : [...cluster.missing.keys()].filter((host) => !leftOut.has(host))
  const asked = cluster.hosts.filter((host) => !leftOut.has(host)).length
  return { ...parallel, maxFailures: Math.max(0, mostFailures(maxFailures, asked) - failed.length) }
}

/**
 * Throws `BERTH_CONFIG_INVALID` for hosts that are to wait for each other with a standard input that all are to read.
 */
export function checkTurns(
  { parallel, stdin = true, ...options }: CommandOptions,
  cluster: Pick<CliCluster, 'config' | 'hosts'>,
  { standardInput }: Pick<CliEnvironment, 'standardInput'>,
): void {
  if (parallel === undefined || parallel >= askedHosts(cluster, options).length || !stdin || standardInput() === null)
    return
  throw new BerthError({
    code: 'BERTH_CONFIG_INVALID',
    operation: 'run command',
    message: 'standard input is given to all hosts at once, and with --parallel some would wait for the others',
    remedy: 'Add -n (--no-stdin), which gives the command none; or leave out --parallel.',
  })
}
