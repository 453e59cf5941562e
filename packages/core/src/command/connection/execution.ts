import createDebug from 'debug'
import type { Command, EndedBy, ExecResult, LeftProcess, MayStillRun } from '../../contract/command.js'
import type { HostExecOptions } from '../../contract/transport.js'
import { BerthError } from '../../errors/index.js'
import { announced } from '../announce.js'
import { asArgv } from '../as-argv.js'
import { withLine } from '../environment/environment-line.js'
import { goLine, waitsForGoLine } from '../environment/go-line.js'
import { sendEnvironment } from '../environment/public-environment.js'
import { loginLine } from '../login/login-line.js'
import type { BoundedOutput } from '../output/bounded-output.js'
import { announcementOf, endTree, leftOf } from '../terminate.js'
import { taggedLine } from '../watchdog.js'
import { type Captured, capture } from './capture.js'
import { type ChannelExit, channelExit, cutExit } from './channel-exit.js'
import { endTreeOnHost } from './end-tree.js'
import type { HostChannel, HostChannels } from './host-channels.js'
import { beginAtOnce, beginOnceAnnounced } from './start/beginning.js'
import { leaveUnread } from './start/feed.js'
import { askLoginShell, type ShellAnswer } from './start/login-shell.js'
import { lostBefore, type NotBegun, notBegun } from './start/not-begun.js'
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
  const { terminator, timeout, stdin } = options
  const announcement = options.announcement ?? announcementOf(nonce)
  const isInner = options.announcement !== undefined
  const { variables, env } = isInner ? { variables: {}, env: options.env } : sendEnvironment(command, options)
  const waits = waitsForGoLine(env, stdin)
  const input = waits ? withLine(goLine(env), stdin) : null
  const argv = isInner ? asArgv(command) : announced(announcement, command, { waits, variables })
  const line = taggedLine({ argv, tag: nonce, timeout, terminator })
  const endLine = loginLine(endTree(nonce, terminator))
  const started = performance.now()
  debug('%s %s asked', host, nonce)

  const channel = await open(host, channels, { line, endLine, waits }, stop).catch((error: unknown) => {
    if (input !== null) leaveUnread(input)
    throw error
  })
  const output = capture(channel, announcement, options, stop)
  stop.heard()
  const askShell = (held: boolean) => askLoginShell(channels, nonce, { held })
  const beginning =
    input === null
      ? beginAtOnce(channel, output)
      : beginOnceAnnounced(channel, input, output, stop, () => askShell(true))
  let announcedAt = started
  void output.started.then(() => {
    announcedAt = performance.now()
  })
  const endTreeNow = async (): Promise<readonly LeftProcess[] | null> => {
    const process = isInner ? null : output.process()
    const first = process === null ? null : { process, age: performance.now() - announcedAt }
    const said = await endTreeOnHost(channels, loginLine(endTree(nonce, terminator, first)))
    const left = leftOf(said, announcementOf(nonce))
    // What is left on the host of the way to an inner command has no number where the inner command runs.
    return terminator === undefined ? left : (leftOf(said, announcement) ?? (left && []))
  }
  const inner = ({ exitCode, signal }: ChannelExit): ChannelExit | null => {
    // Told on both streams, behind all output, it is whole though the way to it was cut afterwards.
    if (isInner && output.announced()) return channelExit({ whole: true, exitCode: output.toldExitCode() })
    // An engine's client refuses a command with an exit code of its own; one that ends otherwise may have been heard.
    return isInner && (signal !== null || (exitCode ?? 0) > 128) ? cutExit : null
  }
  const seen = await ending(channel, { endTreeNow, letGo: output.letGo }, stop, inner, beginning.hopeless)
  const { exit, endedBy, unseen, left } = seen
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
  const mayStillRun =
    unseen === null ? {} : { mayStillRun: { because: unseen, process: output.process(), processes: left } }
  if (!beginning.hasBegun()) {
    const said = { isInner, stderr: output.noise() }
    const asked = seen.shell !== null || tellsOfItself(seen, said) ? null : askShell(false)
    // Whoever aborts waits for no answer.
    const shell = seen.shell ?? (await Promise.race([asked, stop.asked().then(() => null)]))
    const isCertain = waits || provesNothingRan(seen, shell, said)
    throw notBegun(host, { ...exit, endedBy, ...mayStillRun, ...said, shell, isCertain, cause: stop.signal.reason })
  }
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
  { line, endLine, waits }: { readonly line: string; readonly endLine: string; readonly waits: boolean },
  stop: StopRequest,
): Promise<HostChannel> {
  if (stop.cause !== undefined) throw stopped(host, stop, { isCertain: true })
  const opening = channels.open(line, { urgent: false, signal: stop.signal })
  // Once asked for, the command may run whatever the caller wants: the host's answer is waited for, though not for
  // ever.
  const overdue = stop.asked().then(() => withDeadline(closingTime, opening, undefined))
  try {
    const channel = await Promise.race([opening, overdue])
    if (channel !== undefined) return channel
  } catch (error) {
    if (!BerthError.isInstance(error) || error.code !== 'BERTH_CONNECTION_LOST')
      throw stop.cause === undefined ? error : stopped(host, stop, { isCertain: true })
    throw waits ? lostBefore(host) : error
  }
  opening.then(
    (late) => {
      late.destroy()
      return endTreeOnHost(channels, endLine)
    },
    () => undefined,
  )
  throw stopped(host, stop, { isCertain: waits, stderr: 'the host has not answered' })
}

/** What was seen in place of an announcement. */
interface SaidInstead {
  readonly isInner: boolean
  readonly stderr: string
}

/** Whether it is known without asking the login shell why a command was not seen to start. */
function tellsOfItself({ endedBy }: SeenEnd, { isInner, stderr }: SaidInstead): boolean {
  return wasEnded(endedBy) || endedBy === 'lost' || (isInner && stderr !== '')
}

/** Whether this side has ended a command. */
function wasEnded(endedBy: EndedBy): boolean {
  return endedBy === 'timeout' || endedBy === 'idle' || endedBy === 'abort'
}

/**
 * Whether a command that was not seen to start, and did not have to wait for a go line, has provably not run: its
 * channel has ended, and what its login shell runs is heard.
 */
function provesNothingRan(
  { exit, endedBy, unseen }: SeenEnd,
  shell: ShellAnswer | null,
  { isInner, stderr }: SaidInstead,
): boolean {
  if (unseen !== null || !exit.whole) return false
  // By what they said: the program that ended its tree, on the host itself; an engine's client.
  if (wasEnded(endedBy)) return !isInner
  if (isInner) return stderr !== '' || shell?.does === 'runs nothing'
  return shell !== null && shell.does !== 'loses output'
}

/** How a command ended, and why nobody has said that it did; null if its own side has. */
interface SeenEnd {
  readonly exit: ChannelExit
  readonly endedBy: EndedBy
  readonly unseen: MayStillRun['because'] | null
  /** What was found left when the command was to be ended. */
  readonly left: readonly LeftProcess[]
  /** What the login shell answered, where that is why the command was ended. */
  readonly shell: ShellAnswer | null
}

/** The ways to end a command. */
interface Ways extends Pick<Captured, 'letGo'> {
  /** Ends its tree, and gives what is left of it; null where nothing is. */
  endTreeNow(): Promise<readonly LeftProcess[] | null>
}

/**
 * Waits for the end of the command; when asked to stop, ends its process tree first. A channel that does not close is
 * given up. `inner` is the end that an inner command's own side told of, a cut where it did not; null where the end of
 * the channel is the command's own, or a refusal to run it.
 */
async function ending(
  channel: HostChannel,
  { endTreeNow, letGo }: Ways,
  stop: StopRequest,
  inner: (end: ChannelExit) => ChannelExit | null,
  hopeless: Promise<ShellAnswer>,
): Promise<SeenEnd> {
  const first = await Promise.race([channel.closed, stop.asked(), hopeless])
  if (first !== undefined && 'does' in first) {
    const exit = await withDeadline(closingTime, channel.closed, null)
    if (exit === null) channel.destroy()
    return { exit: exit ?? cutExit, endedBy: 'exit', unseen: null, left: [], shell: first }
  }
  if (first !== undefined) {
    const exit = inner(first) ?? first
    const endedBy = endedByOf(exit)
    const way = first.whole ? 'end not told' : (first.because ?? 'connection lost')
    return { exit, endedBy, unseen: endedBy === 'lost' ? way : null, left: [], shell: null }
  }
  const found = await endTreeNow()
  let exit = await withDeadline(closingTime, channel.closed, undefined)
  if (exit === undefined && letGo()) exit = await withDeadline(closingTime, channel.closed, undefined)
  const endedBy = stop.cause ?? 'abort'
  const rest = { endedBy, left: found ?? [], shell: null }
  if (exit !== undefined) return { ...rest, exit, unseen: found === null ? null : 'not ended' }
  channel.destroy()
  return { ...rest, exit: await withDeadline(closingTime, channel.closed, cutExit), unseen: 'not ended' }
}

function endedByOf({ whole, exitCode }: ChannelExit): EndedBy {
  if (!whole) return 'lost'
  return exitCode === null ? 'signal' : 'exit'
}

/** The error that `exec` rejects with where a command is to end for which no channel has opened. */
function stopped(
  host: string,
  { cause = 'abort', signal }: StopRequest,
  seen: Pick<NotBegun, 'isCertain'> & Partial<Pick<NotBegun, 'stderr'>>,
): BerthError {
  const none = { endedBy: cause, exitCode: null, signal: null, stderr: '', shell: null, cause: signal.reason }
  return notBegun(host, { ...none, ...seen })
}
