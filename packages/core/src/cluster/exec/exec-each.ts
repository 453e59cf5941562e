import type { ExecOptions, ExecResult } from '../../contract/index.js'
import type { BerthError } from '../../errors/index.js'
import { forManyHosts, type HostOutcome, mostFailures, onHosts } from '../../fanout/index.js'
import { callersListener } from './callers-listener.js'
import { type CommandError, ofCommand } from './command-error.js'
import { milliseconds } from './duration.js'
import { type BoundedExecOptions, execBytes } from './exec-bytes.js'
import type { ClusterExecOptions } from './exec-options.js'
import { HostResults } from './host-results.js'
import { type HostsInput, hostsInput } from './hosts-input.js'
import type { OutputAs, OutputEncoding } from './output-encoding.js'
import { OutputFiles } from './output-files.js'
import { beginInTurn, hostsTakeTurns } from './per-host/begin-in-turn.js'

/** Runs one host's command. */
export type HostExec = (host: string, options: BoundedExecOptions) => Promise<ExecResult>

/**
 * Runs a command on each host at once, or on so many at a time, with what the caller asked for all of them as options
 * of each. `missing`: the hosts that the call is not for.
 */
export async function execEach<Encoding extends OutputEncoding = 'utf8'>(
  hosts: readonly string[],
  operation: string,
  options: ClusterExecOptions<Encoding>,
  run: HostExec,
  commandError: CommandError = ofCommand,
  missing: ReadonlyMap<string, BerthError> = new Map(),
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
    parallel,
    maxFailures,
    onHostBegin,
  } = forManyHosts(options)
  const most = maxFailures === undefined ? undefined : mostFailures(maxFailures, hosts.length)
  const inBytes = encoding === 'buffer'
  const common = {
    env,
    maxOutput: maxOutput ?? defaultMaxOutput(hosts.length, outputDir === undefined ? mebibyte : keptBesideFiles),
    ...(signal !== undefined && { signal }),
    ...(timeout !== undefined && { timeout: milliseconds(timeout) }),
    ...(idleTimeout !== undefined && { idleTimeout: milliseconds(idleTimeout) }),
  }
  // Before earlier output is replaced: without its input the command does not run.
  const input = stdin === undefined ? null : await hostsInput(stdin, hosts, hostsTakeTurns(options, hosts.length))
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
  const runOn = (host: string): Promise<ExecResult<string | Uint8Array>> => {
    const how = { ...common, ...(input !== null && { stdin: input.of(host) }), ...listener(host) }
    return inBytes ? execBytes((bytewise) => run(host, bytewise), how) : run(host, how)
  }
  const turns = { parallel, mostFailures: most, onHostBegin, commandError }
  const inTurn = beginInTurn(operation, turns, runOn)
  const runAndClose = async (host: string): Promise<ExecResult<string | Uint8Array>> => {
    try {
      return await inTurn(host)
    } finally {
      input?.leaveOut(host)
      await files?.close(host)
    }
  }
  const outcomes = await onHosts(hosts, operation, (host) => runAndClose(host).finally(() => onHostEnd?.(host)))
  // Whether the output is text or bytes was decided by the same option as the type.
  type Outcomes = ReadonlyMap<string, HostOutcome<ExecResult<OutputAs<Encoding>>>>
  const nothing = (inBytes ? new Uint8Array() : '') as OutputAs<Encoding>
  return new HostResults(outcomes as Outcomes, nothing, commandError, {
    ...(most !== undefined && { mostFailures: most }),
    missing,
  })
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
