import { EventEmitter } from 'node:events'
import type { Readable } from 'node:stream'
import type ssh2 from 'ssh2'
import type { ChannelWindow } from './channel-window.js'

/**
 * The parts of ssh2 that are used here and are not in its interface: ssh2 has no option for the window of a channel,
 * and raises the window as soon as one of both streams is read, whether or not the other is held back. Its own
 * keepalive counts nothing as a sign of life but the answers to it.
 */
interface ClientInside {
  readonly _protocol: ProtocolInside
  /** Called in this order, one with each answer to a global request. */
  readonly _callbacks: (() => void)[]
}

interface ProtocolInside {
  ping(): void
  session(channel: number, window: number, packet: number): void
  channelWindowAdjust(remoteChannel: number, bytes: number): void
}

interface ChannelInside {
  /** ssh2 raises a window that is at most 1 MiB, and drops what comes while it is 0. */
  readonly incoming: { readonly window: number; readonly state: string }
  readonly outgoing: { readonly id: number; readonly state: string }
}

/** Runs a command line on a channel of its own, as `Client.exec` does, within a window. */
export function execWithin(
  client: ssh2.Client,
  commandLine: string,
  window: ChannelWindow,
  done: (error: Error | undefined, channel: ssh2.ClientChannel) => void,
): void {
  const { _protocol: protocol } = client as unknown as ClientInside
  const { session } = protocol
  protocol.session = (channel, _window, packet) => session.call(protocol, channel, window.initial, packet)
  try {
    client.exec(commandLine, (error, channel) => {
      if (error === undefined) govern(client, channel, window)
      done(error, channel)
    })
  } finally {
    protocol.session = session
  }
}

/** Raises the window by what is taken of both streams, in place of ssh2. */
function govern(client: ssh2.Client, channel: ssh2.ClientChannel, window: ChannelWindow): void {
  const raise = ownWindow(client, channel, window.initial)
  const take = (chunk: Buffer): void => raise(window.take(chunk.length))
  countTaken(channel, take)
  countTaken(channel.stderr, take)
}

/**
 * Answers each packet of a forwarded connection at once, by a window that is raised by as much. sshd sends its packets
 * with Nagle's algorithm until a command has been run on the connection: the next small one waits until the one before
 * is acknowledged, which this side's system does by itself only 40 ms later, and at once with an answer.
 */
export function answerEachPacket(client: ssh2.Client, channel: ssh2.ClientChannel): void {
  const { incoming } = channel as unknown as ChannelInside
  const raise = ownWindow(client, channel, incoming.window)
  countTaken(channel, (chunk) => raise(chunk.length))
}

/** More than any window, so that to ssh2 there is nothing to raise, and nothing to drop. */
const ample = 2 ** 40

/** Bytes beyond the window that a host is forgiven. */
const forgiven = 1024 * 1024

/**
 * Takes the window of a channel out of ssh2's hands; the function that it gives raises the window. A host that goes on
 * sending beyond its window would fill the memory: the connection to it is broken off.
 */
function ownWindow(client: ssh2.Client, channel: ssh2.ClientChannel, initial: number): (bytes: number) => void {
  const { _protocol: protocol } = client as unknown as ClientInside
  const { incoming, outgoing } = channel as unknown as ChannelInside
  let left = initial
  Object.defineProperty(incoming, 'window', {
    get: () => ample + left,
    set: (window: number) => {
      left = window - ample
      if (left < -forgiven) client.destroy()
    },
  })
  return (bytes) => {
    if (bytes === 0 || incoming.state !== 'open') return
    left += bytes
    protocol.channelWindowAdjust(outgoing.id, bytes)
  }
}

/** Calls back for each piece that is read, without making the stream flow as a listener of its own would. */
function countTaken(stream: Readable, take: (chunk: Buffer) => void): void {
  EventEmitter.prototype.on.call(stream, 'data', take)
}

/** Sends a global request, which every host answers, if only by a refusal. */
export function askForAnswer(client: ssh2.Client): void {
  const { _callbacks: callbacks, _protocol: protocol } = client as unknown as ClientInside
  callbacks.push(() => undefined)
  protocol.ping()
}

/**
 * Whether the other side has closed the channel, behind all of its data (SSH_MSG_CHANNEL_CLOSE). ssh2 answers that
 * message, and has sent and seen a close then; where the connection went away it has not.
 */
export function isClosedByPeer(channel: ssh2.ClientChannel): boolean {
  return (channel as unknown as ChannelInside).outgoing.state === 'closed'
}
