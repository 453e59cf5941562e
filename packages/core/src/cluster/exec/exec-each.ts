import type { ExecOptions, ExecResult } from '../../contract/index.js'
import { forManyHosts, type HostOutcome, onHosts } from '../../fanout/index.js'
import { callersListener } from './callers-listener.js'
import { type CommandError, ofCommand } from './command-error.js'
import { milliseconds } from './duration.js'
import { type BoundedExecOptions, execBytes } from './exec-bytes.js'
import type { ClusterExecOptions } from './exec-options.js'
import { HostResults } from './host-results.js'
import { type HostsInput, hostsInput } from './hosts-input.js'
import type { OutputAs, OutputEncoding } from './output-encoding.js'
import { OutputFiles } from './output-files.js'

/** Runs one host's command. */
export type HostExec = (host: string, options: BoundedExecOptions) => Promise<ExecResult>

/** Runs a command on each host at once, with what the caller asked for all of them as options of each. */
export async function execEach<Encoding extends OutputEncoding = 'utf8'>(
  hosts: readonly string[],
  operation: string,
  options: ClusterExecOptions<Encoding>,
  run: HostExec,
  commandError: CommandError = ofCommand,
): Promise<HostResults<OutputAs<Encoding>>> {
  const {
    signal,
    stdin,
    env = {},
    maxOutput,
    onOutput,
    onHostEnd,
    timeout,
    idleTimeout,
    outputDir,
    encoding,
  } = forManyHosts(options)
  const inBytes = encoding === 'buffer'
  const common = {
    env,
    maxOutput: maxOutput ?? defaultMaxOutput(hosts.length, outputDir === undefined ? mebibyte : keptBesideFiles),
    ...(signal !== undefined && { signal }),
    ...(timeout !== undefined && { timeout: milliseconds(timeout) }),
    ...(idleTimeout !== undefined && { idleTimeout: milliseconds(idleTimeout) }),
  }
  // Before earlier output is replaced: without its input the command does not run.
  const input = stdin === undefined ? null : await hostsInput(stdin, hosts)
  const files = outputDir === undefined ? undefined : await filesIn(outputDir, hosts, input)
  const listener = (host: string): Pick<ExecOptions, 'onOutput'> => {
    const callers = onOutput && callersListener(host, (...piece) => onOutput(host, ...piece))
    if (files === undefined) return callers === undefined ? {} : { onOutput: callers }
    return {
      onOutput: async (...piece) => {
        await files.add(host, ...piece)
        await callers?.(...piece)
      },
    }
  }
  const runAndKeep = async (host: string): Promise<ExecResult<string | Uint8Array>> => {
    const how = { ...common, ...(input !== null && { stdin: input.of(host) }), ...listener(host) }
    try {
      return await (inBytes ? execBytes((bytewise) => run(host, bytewise), how) : run(host, how))
    } finally {
      input?.leaveOut(host)
      await files?.close(host)
    }
  }
  const outcomes = await onHosts(hosts, operation, (host) => runAndKeep(host).finally(() => onHostEnd?.(host)))
  // Whether the output is text or bytes was decided by the same option as the type.
  type Outcomes = ReadonlyMap<string, HostOutcome<ExecResult<OutputAs<Encoding>>>>
  return new HostResults(outcomes as Outcomes, (inBytes ? new Uint8Array() : '') as OutputAs<Encoding>, commandError)
}

/** Rejects as `OutputFiles.create` does; the input is let go then. */
async function filesIn(folder: string, hosts: readonly string[], input: HostsInput | null): Promise<OutputFiles> {
  try {
    return await OutputFiles.create(folder, hosts)
  } catch (error) {
    for (const host of hosts) input?.leaveOut(host)
    throw error
  }
}

const mebibyte = 1024 * 1024

/** Bytes kept of each stream where files have all of it. */
const keptBesideFiles = 64 * 1024

/** Bytes kept of each stream of each host: enough for most, and bounded over all hosts. */
function defaultMaxOutput(hosts: number, enough: number): number {
  return Math.min(enough, Math.floor((256 * mebibyte) / hosts))
}
