import createDebug from 'debug'
import type { Command, CommandInput, EndedBy, ExecResult, MayStillRun } from '../../contract/command.js'
import type { HostExecOptions } from '../../contract/transport.js'
import type { BerthError } from '../../errors/index.js'
import { announced } from '../announce.js'
import { asArgv } from '../as-argv.js'
import { withLine } from '../environment.js'
import { goLine, waitsForGoLine } from '../go-line.js'
import { loginLine } from '../login-line.js'
import { announcementOf, endedLine, endTree } from '../terminate.js'
import { taggedLine } from '../watchdog.js'
import type { BoundedOutput } from './bounded-output.js'
import { type Captured, capture } from './capture.js'
import { type ChannelExit, channelExit, cutExit } from './channel-exit.js'
import { endedBeforeStart } from './command-errors.js'
import { endTreeOnHost } from './end-tree.js'
import { feed, leaveUnread } from './feed.js'
import type { HostChannel, HostChannels } from './host-channels.js'
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
export interface Ended extends Pick<ExecResult, 'exitCode' | 'signal' | 'endedBy' | 'mayStillRun' | 'duration'> {
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
  const { terminator, timeout } = options
  const announcement = options.announcement ?? announcementOf(nonce)
  const isInner = options.announcement !== undefined
  const waits = waitsForGoLine(options)
  const input = waits ? withLine(goLine(options.env), options.stdin) : null
  const argv = isInner ? asArgv(command) : announced(announcement, command, waits)
  const line = taggedLine({ argv, tag: nonce, timeout, terminator })
  const endLine = loginLine(endTree(nonce, terminator))
  const started = performance.now()
  debug('%s %s asked', host, nonce)

  const channel = await open(host, channels, line, endLine, stop)
  const output = capture(channel, announcement, options, stop)
  stop.heard()
  const hasBegun = input === null ? beginAtOnce(channel, output) : beginOnceAnnounced(channel, input, output, stop)
  const endTreeNow = (): Promise<boolean> =>
    endTreeOnHost(channels, endLine, [
      endedLine(announcementOf(nonce)),
      ...(terminator === undefined ? [] : [endedLine(announcement)]),
    ])
  const inner = ({ exitCode, signal }: ChannelExit): ChannelExit | null => {
    // Told on both streams, behind all output, it is whole though the way to it was cut afterwards.
    if (isInner && output.announced()) return channelExit({ whole: true, exitCode: output.toldExitCode() })
    // An engine's client refuses a command with an exit code of its own; one that ends otherwise may have been heard.
    return isInner && (signal !== null || (exitCode ?? 0) > 128) ? cutExit : null
  }
  const { exit, endedBy, unseen } = await ending(channel, endTreeNow, stop, inner)
  output.finish()
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
  const mayStillRun = unseen === null ? {} : { mayStillRun: { because: unseen, process: output.process() } }
  if (!hasBegun())
    throw endedBeforeStart(host, {
      ...exit,
      endedBy,
      ...mayStillRun,
      stderr: output.noise(),
      cause: stop.signal.reason,
    })
  return {
    exitCode: endedBy === 'exit' ? exit.exitCode : null,
    signal: endedBy === 'signal' ? exit.signal : null,
    endedBy,
    ...mayStillRun,
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
      return endTreeOnHost(channels, endLine, [])
    },
    () => undefined,
  )
  throw stopped(host, stop, 'the host has not answered')
}

/** Lets a command that gets no input begin. Returns whether the command has begun, as far as is known. */
function beginAtOnce({ stdin }: HostChannel, output: Captured): () => boolean {
  stdin.on('error', () => undefined)
  stdin.end()
  return output.announced
}

/**
 * Gives a command its go line and its standard input, once the command has announced itself: nobody else is to get it.
 * Returns whether the command was told to begin. One that is to end is not.
 */
function beginOnceAnnounced(
  { stdin, closed }: HostChannel,
  input: CommandInput,
  output: Captured,
  stop: StopRequest,
): () => boolean {
  let begun = false
  const begin = (): void => {
    begun = output.announced() && stop.cause === undefined
    if (begun) {
      feed(stdin, input, output.failed)
      return
    }
    leaveUnread(input)
    stdin.end()
  }
  stdin.on('error', () => undefined)
  void Promise.race([output.started, closed, stop.asked()]).then(begin)
  return () => begun
}

/** How a command ended, and why nobody has said that it did; null if its own side has. */
interface SeenEnd {
  readonly exit: ChannelExit
  readonly endedBy: EndedBy
  readonly unseen: MayStillRun['because'] | null
}

/**
 * Waits for the end of the command; when asked to stop, ends its process tree first. A channel that does not close is
 * given up. `inner` is the end that an inner command's own side told of, an unknown one where it did not; null where
 * the end of the channel is the command's own, or a refusal to run it.
 */
async function ending(
  channel: HostChannel,
  endTreeNow: () => Promise<boolean>,
  stop: StopRequest,
  inner: (end: ChannelExit) => ChannelExit | null,
): Promise<SeenEnd> {
  const first = await Promise.race([channel.closed, stop.asked()])
  if (first !== undefined) {
    const exit = inner(first) ?? first
    const endedBy = endedByOf(exit)
    const way = endedByOf(first) === 'lost' ? 'connection lost' : 'end not told'
    return { exit, endedBy, unseen: endedBy === 'lost' ? way : null }
  }
  const nothingIsLeft = await endTreeNow()
  const exit = await withDeadline(closingTime, channel.closed, undefined)
  const endedBy = stop.cause ?? 'abort'
  if (exit !== undefined) return { exit, endedBy, unseen: nothingIsLeft ? null : 'not ended' }
  channel.destroy()
  return { exit: await withDeadline(closingTime, channel.closed, cutExit), endedBy, unseen: 'not ended' }
}

function endedByOf({ whole, exitCode }: ChannelExit): EndedBy {
  if (!whole) return 'lost'
  return exitCode === null ? 'signal' : 'exit'
}

/** The error that `exec` rejects with where a command is to end that was not seen to start. */
function stopped(host: string, { cause = 'abort', signal }: StopRequest, seen: string): BerthError {
  return endedBeforeStart(host, { endedBy: cause, exitCode: null, signal: null, stderr: seen, cause: signal.reason })
}
