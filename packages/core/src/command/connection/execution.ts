import createDebug from 'debug'
import type { Command, EndedBy, ExecResult } from '../../contract/command.js'
import type { HostExecOptions } from '../../contract/transport.js'
import type { BerthError } from '../../errors/index.js'
import { announced } from '../announce.js'
import { asArgv } from '../as-argv.js'
import { loginLine } from '../quote.js'
import { endTree } from '../terminate.js'
import { taggedCommand } from '../watchdog.js'
import type { BoundedOutput } from './bounded-output.js'
import { capture } from './capture.js'
import { endedBeforeStart } from './command-errors.js'
import { endTreeOnHost } from './end-tree.js'
import { feed } from './feed.js'
import type { ChannelExit, HostChannel, HostChannels } from './host-channels.js'
import type { StopRequest } from './stop-request.js'
import { withDeadline } from './with-deadline.js'

/** One command on its way. */
export interface Execution {
  readonly host: string
  readonly channels: HostChannels
  readonly nonce: string
  readonly command: Command
  readonly options: HostExecOptions
  readonly stop: StopRequest
}

/** How a command ended, with its output as bytes. */
export interface Ended extends Pick<ExecResult, 'exitCode' | 'signal' | 'endedBy' | 'duration'> {
  readonly stdout: BoundedOutput
  readonly stderr: BoundedOutput
}

/**
 * Prints, with `DEBUG=berth:command`, on which host a command was asked for and how and when it ended. Never prints the
 * command itself, which may hold a secret.
 */
const debug = createDebug('berth:command')

/**
 * Milliseconds that an ended command's channel gets to close by itself, and then after it was closed from this side.
 */
const closingTime = 3000

/** Runs one command line on a host as `HostConnection.exec` promises. */
export async function execution({ host, channels, nonce, command, options, stop }: Execution): Promise<Ended> {
  const { announcement = `berth-${nonce}`, terminator, timeout, env = {}, stdin = '' } = options
  const argv = options.announcement === undefined ? announced(announcement, command) : asArgv(command)
  const line = loginLine(taggedCommand({ argv, tag: nonce, env, timeout, terminator }))
  const endLine = loginLine(endTree(nonce, terminator))
  const started = performance.now()
  debug('%s %s asked', host, nonce)

  const channel = await open(host, channels, line, endLine, stop)
  const output = capture(channel, announcement, options, stop)
  stop.heard()
  feed(channel.stdin, stdin, output.failed)
  const { exit, endedBy } = await ending(channel, () => endTreeOnHost(channels, endLine), stop)
  if (stop.cause === undefined) await Promise.race([output.taken(), stop.asked()])
  const duration = performance.now() - started
  debug(
    '%s %s ended by %s %s after %d ms',
    host,
    nonce,
    endedBy,
    exit.exitCode ?? exit.signal ?? '',
    Math.round(duration),
  )

  if (output.failure !== undefined) throw output.failure.error
  if (!output.announced())
    throw endedBeforeStart(host, { ...exit, endedBy, stderr: output.noise(), cause: stop.signal.reason })
  return {
    exitCode: endedBy === 'exit' ? exit.exitCode : null,
    signal: endedBy === 'signal' ? exit.signal : null,
    endedBy,
    stdout: output.stdout,
    stderr: output.stderr,
    duration,
  }
}

/** Opens the channel, waiting for its turn no longer than the command may take. */
async function open(
  host: string,
  channels: HostChannels,
  line: string,
  endLine: string,
  stop: StopRequest,
): Promise<HostChannel> {
  if (stop.cause !== undefined) throw stopped(host, stop, '')
  const opening = channels.open(line, { urgent: false, signal: stop.signal })
  // Once asked for, the command may run whatever the caller wants: the host's answer is waited for, though not for
  // ever.
  const overdue = stop.asked().then(() => withDeadline(closingTime, opening, undefined))
  try {
    const channel = await Promise.race([opening, overdue])
    if (channel !== undefined) return channel
  } catch (error) {
    throw stop.cause === undefined ? error : stopped(host, stop, '')
  }
  opening.then(
    (late) => {
      late.destroy()
      return endTreeOnHost(channels, endLine)
    },
    () => undefined,
  )
  throw stopped(host, stop, 'the host has not answered')
}

/**
 * Waits for the end of the command; when asked to stop, ends its process tree first. A channel that does not close is
 * given up.
 */
async function ending(
  channel: HostChannel,
  endTreeNow: () => Promise<void>,
  stop: StopRequest,
): Promise<{ exit: ChannelExit; endedBy: EndedBy }> {
  const first = await Promise.race([channel.closed, stop.asked()])
  if (first !== undefined) return { exit: first, endedBy: endedByOf(first) }
  await endTreeNow()
  const exit = await withDeadline(closingTime, channel.closed, undefined)
  const endedBy = stop.cause ?? 'abort'
  if (exit !== undefined) return { exit, endedBy }
  channel.destroy()
  return { exit: await withDeadline(closingTime, channel.closed, unknownExit), endedBy }
}

const unknownExit: ChannelExit = { exitCode: null, signal: null }

function endedByOf({ exitCode, signal }: ChannelExit): EndedBy {
  if (exitCode !== null) return 'exit'
  return signal === null ? 'lost' : 'signal'
}

/** The error that `exec` rejects with where a command is to end that was not seen to start. */
function stopped(host: string, { cause = 'abort', signal }: StopRequest, seen: string): BerthError {
  return endedBeforeStart(host, { endedBy: cause, exitCode: null, signal: null, stderr: seen, cause: signal.reason })
}
