import type { ExecOptions, ExecResult } from '../contract/index.js'
import { onHosts } from '../fanout/index.js'
import { milliseconds } from './duration.js'
import type { ClusterExecOptions } from './exec-options.js'
import { HostResults } from './host-results.js'
import { OutputFiles } from './output-files.js'

/** Runs one host's command. */
export type HostExec = (host: string, options: ExecOptions) => Promise<ExecResult>

/** Runs a command on each host at once, with what the caller asked for all of them as options of each. */
export async function execEach(
  hosts: readonly string[],
  operation: string,
  { signal, stdin, env = {}, maxOutput, onOutput, timeout, idleTimeout, outputDir }: ClusterExecOptions,
  run: HostExec,
): Promise<HostResults> {
  const common: ExecOptions = {
    env,
    maxOutput: maxOutput ?? defaultMaxOutput(hosts.length),
    ...(signal !== undefined && { signal }),
    ...(stdin !== undefined && { stdin }),
    ...(timeout !== undefined && { timeout: milliseconds(timeout) }),
    ...(idleTimeout !== undefined && { idleTimeout: milliseconds(idleTimeout) }),
  }
  const files = outputDir === undefined ? undefined : await OutputFiles.create(outputDir, hosts)
  const listener = (host: string): Pick<ExecOptions, 'onOutput'> => {
    if (files === undefined) return onOutput ? { onOutput: (...piece) => onOutput(host, ...piece) } : {}
    return {
      onOutput: async (...piece) => {
        await files.add(host, ...piece)
        await onOutput?.(host, ...piece)
      },
    }
  }
  const runAndKeep = async (host: string): Promise<ExecResult> => {
    try {
      return await run(host, { ...common, ...listener(host) })
    } finally {
      await files?.close(host)
    }
  }
  return new HostResults(await onHosts(hosts, operation, runAndKeep))
}

const mebibyte = 1024 * 1024

/** Bytes kept of each stream of each host: enough for most, and bounded over all hosts. */
function defaultMaxOutput(hosts: number): number {
  return Math.min(mebibyte, Math.floor((256 * mebibyte) / hosts))
}
