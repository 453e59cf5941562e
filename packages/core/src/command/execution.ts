import type { Command, EndedBy, ExecResult } from '../contract/command.js'
import type { HostExecOptions } from '../contract/transport.js'
import { BerthError } from '../errors/index.js'
import { AnnouncedOutput } from './announced-output.js'
import { BoundedOutput } from './bounded-output.js'
import type { ChannelExit, HostChannel, HostChannels } from './host-channels.js'
import { announced, asArgv, endTree, hostProgram } from './program.js'
import { commandLine } from './quote.js'

/** One command on its way. */
export interface Execution {
  readonly host: string
  readonly channels: HostChannels
  readonly nonce: string
  readonly command: Command
  readonly options: HostExecOptions
  /** Where standard output is kept. */
  readonly stdout: BoundedOutput
}

/** Milliseconds that an ended command's streams get to close before its channel is closed from this side. */
const closingTime = 6000

/** Runs one command line on a host as `HostConnection.exec` promises. */
export async function execution({ host, channels, nonce, command, options, stdout }: Execution): Promise<ExecResult> {
  const {
    announcement = `berth-${nonce}`,
    terminator,
    signal,
    timeout,
    env = {},
    stdin = '',
    onOutput,
    maxOutput,
  } = options
  const argv = options.announcement === undefined ? announced(announcement, command) : asArgv(command)
  const line = commandLine(hostProgram({ argv, tag: nonce, env, timeout, terminator }))
  const endLine = commandLine(['sh', '-c', endTree(nonce, terminator)])
  const started = performance.now()
  if (signal?.aborted) throw aborted(host, signal.reason)

  const channel = await channels.open(line, { urgent: false, ...(signal && { signal }) }).catch((cause: unknown) => {
    throw signal?.aborted ? aborted(host, signal.reason) : cause
  })
  const stderr = new BoundedOutput(maxOutput ?? stdoutLimit)
  const out = new AnnouncedOutput(announcement, (chunk) => {
    stdout.push(chunk)
    onOutput?.('stdout', chunk)
  })
  const err = new AnnouncedOutput(announcement, (chunk) => {
    stderr.push(chunk)
    onOutput?.('stderr', chunk)
  })
  channel.stdout.on('data', (chunk: Uint8Array) => out.push(chunk))
  channel.stderr.on('data', (chunk: Uint8Array) => err.push(chunk))
  feed(channel, stdin)

  const { exit, endedBy } = await ending(channel, () => end(channels, endLine), timeout, signal)
  if (!out.announced) throw notStarted(host, endedBy, exit, [out.noise, err.noise], signal)
  return {
    host,
    exitCode: endedBy === 'exit' ? exit.exitCode : null,
    signal: endedBy === 'signal' ? exit.signal : null,
    endedBy,
    stdout: stdout.text(),
    stderr: stderr.text(),
    truncated: stdout.truncated || stderr.truncated,
    duration: performance.now() - started,
  }
}

const stdoutLimit = 16 * 1024 * 1024

/** Standard input ends early when the command does; that is the command's business, not an error. */
function feed(channel: HostChannel, stdin: string | Uint8Array): void {
  channel.stdin.on('error', () => undefined)
  channel.stdin.end(stdin)
}

/** Waits for the end; at the deadline or an abort ends the tree first. */
async function ending(
  channel: HostChannel,
  end: () => Promise<void>,
  timeout: number | undefined,
  signal: AbortSignal | undefined,
): Promise<{ exit: ChannelExit; endedBy: EndedBy }> {
  let stop: (by: 'timeout' | 'abort') => void = () => undefined
  const stopped = new Promise<'timeout' | 'abort'>((resolve) => {
    stop = resolve
  })
  const timer = timeout === undefined ? undefined : setTimeout(() => stop('timeout'), timeout)
  const onAbort = (): void => stop('abort')
  signal?.addEventListener('abort', onAbort, { once: true })
  if (signal?.aborted) onAbort()
  try {
    const first = await Promise.race([channel.closed, stopped])
    if (typeof first !== 'string') return { exit: first, endedBy: endedByOf(first) }
    await end()
    const closing = setTimeout(() => channel.destroy(), closingTime)
    const exit = await channel.closed
    clearTimeout(closing)
    return { exit, endedBy: first }
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', onAbort)
  }
}

function endedByOf({ exitCode, signal }: ChannelExit): EndedBy {
  if (exitCode !== null) return 'exit'
  return signal === null ? 'lost' : 'signal'
}

/** Ends the tree through a channel of its own. A failure is not an error here: the watchdog on the host holds the deadline, and the channel is closed in any case. */
async function end(channels: HostChannels, endLine: string): Promise<void> {
  try {
    const channel = await channels.open(endLine, { urgent: true })
    channel.stdout.resume()
    channel.stderr.resume()
    feed(channel, '')
    const overdue = setTimeout(() => channel.destroy(), closingTime)
    await channel.closed
    clearTimeout(overdue)
  } catch {}
}

function aborted(host: string, cause: unknown): BerthError {
  return new BerthError({
    code: 'BERTH_ABORTED',
    host,
    operation: 'run command',
    message: 'aborted before it started',
    cause,
  })
}

function notStarted(
  host: string,
  endedBy: EndedBy,
  exit: ChannelExit,
  noise: readonly string[],
  signal: AbortSignal | undefined,
): BerthError {
  const seen = noise.filter((text) => text !== '').join('\n')
  const operation = 'run command'
  switch (endedBy) {
    case 'abort':
      return aborted(host, signal?.reason)
    case 'timeout':
      return new BerthError({
        code: 'BERTH_TIMEOUT',
        host,
        operation,
        message: `nothing had started when the time was up${seen === '' ? '' : `: ${seen}`}`,
        remedy: 'Look at the load of the host and its engine, or allow more time.',
      })
    case 'lost':
      return new BerthError({
        code: 'BERTH_CONNECTION_LOST',
        host,
        operation,
        message: 'the connection was lost before the command was seen to start; it may have run',
        remedy: 'Check that the host is up, look at what it did, then run the command again.',
      })
    case 'exit':
    case 'signal':
      return new BerthError({
        code: 'BERTH_EXEC_NOT_STARTED',
        host,
        operation,
        message: seen === '' ? `ended with ${exit.exitCode ?? exit.signal} before the command started` : seen,
        remedy: 'Nothing was run: mend the cause, then run it again.',
        retryable: true,
      })
    default:
      return endedBy satisfies never
  }
}
