import type { ExecOptions, ExecResult } from '../contract/index.js'
import { onHosts } from '../fanout/index.js'
import { milliseconds } from './duration.js'
import type { ClusterExecOptions } from './exec-options.js'
import { HostResults } from './host-results.js'

/** Runs one host's command. */
export type HostExec = (host: string, options: ExecOptions) => Promise<ExecResult>

/** Runs a command on each host at once, with what the caller asked for all of them as options of each. */
export async function execEach(
  hosts: readonly string[],
  operation: string,
  { signal, stdin, env = {}, maxOutput, onOutput, timeout }: ClusterExecOptions,
  run: HostExec,
): Promise<HostResults> {
  const common: ExecOptions = {
    env,
    ...(signal !== undefined && { signal }),
    ...(stdin !== undefined && { stdin }),
    ...(maxOutput !== undefined && { maxOutput }),
    ...(timeout !== undefined && { timeout: milliseconds(timeout) }),
  }
  const outcomes = await onHosts(hosts, operation, (host) =>
    run(
      host,
      onOutput === undefined ? common : { ...common, onOutput: (stream, chunk) => onOutput(host, stream, chunk) },
    ),
  )
  return new HostResults(outcomes)
}
