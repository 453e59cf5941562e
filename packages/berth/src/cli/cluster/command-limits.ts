import { BerthError, type ClusterExecOptions, type Command, mostFailures } from '@berth/core'
import type { CliCluster, CliEnvironment } from '../environment.js'
import type { CommandOptions } from '../options/command-options.js'
import { limits } from '../options/limit-options.js'
import type { SkipOption } from '../options/skip-option.js'
import { askedHosts, type Session } from './with-cluster.js'

/**
 * The limits of a command as the library takes them: of the hosts that may fail, those that are left for the command,
 * once the call has gone on without some. Hosts that have no command, and those that earlier calls went on without, are
 * none of these; but where they are asked all the same.
 */
export function commandLimits(
  { maxFailures, ...options }: CommandOptions & SkipOption & { readonly onHost?: true },
  commandOf: (host: string) => Command | null,
  { cluster, leftOut }: Pick<Session<never>, 'cluster' | 'leftOut'>,
): Pick<ClusterExecOptions, 'maxFailures' | 'parallel'> {
  const parallel = limits({ ...(options.parallel !== undefined && { parallel: options.parallel }) })
  if (maxFailures === undefined) return parallel
  const { config, hosts, missing } = cluster
  const areAllAsked = options.head || options.onHost
  const asked = askedHosts({ config, hosts }, options).filter(
    (host) => commandOf(host) !== null && (areAllAsked || !leftOut.has(host)),
  )
  // With --skip-unreachable the hosts that are not reached are among those of the command, and fail there.
  const isAsked = (error: BerthError | undefined): boolean =>
    error === undefined || (options.skipUnreachable === true && error.kind === 'unreachable')
  const failed = areAllAsked ? [] : asked.filter((host) => !isAsked(missing.get(host)))
  return { ...parallel, maxFailures: Math.max(0, mostFailures(maxFailures, asked.length) - failed.length) }
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
