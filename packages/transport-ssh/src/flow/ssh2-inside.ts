import { EventEmitter } from 'node:events'
import { Duplex, type Readable } from 'node:stream'
import type ssh2 from 'ssh2'
import { Allowance } from './allowance.js'
import type { ChannelWindow } from './channel-window.js'

/**
 * The parts of ssh2 that are used here and are not in its interface: ssh2 has no option for the window of a channel,
 * and raises the window as soon as one of both streams is read, whether or not the other is held back. Its own
 * keepalive counts nothing as a sign of life but the answers to it.
 */
interface ClientInside {
  readonly _protocol: ProtocolInside
  /** The software that the host named itself by; undefined before the handshake. */
  readonly _remoteVer?: string
  /** Called in this order, one with each answer to a global request. */
  readonly _callbacks: (() => void)[]
}

interface ProtocolInside {
  ping(): void
  session(channel: number, window: number, packet: number): void
  channelWindowAdjust(remoteChannel: number, bytes: number): void
}

interface ChannelInside {
  /** ssh2 takes from the window what comes, raises one that is at most 1 MiB, and minds none that is passed. */
  readonly incoming: { window: number; readonly state: string }
  readonly outgoing: { readonly id: number; readonly state: string }
}

/**
 * Lets commands on a connection ask an agent here: `getStream` gives each that asks a stream to it. Runs a command
 * line, as only the first one of a connection can ask for that; rejects where the host does not allow it.
 */
export function lendAgent(
  client: ssh2.Client,
  getStream: () => Duplex,
  commandLine: string,
): Promise<ssh2.ClientChannel> {
  const inside = client as unknown as { _agent: { getStream(done: (error: null, stream: Duplex) => void): void } }
  inside._agent = { getStream: (done) => done(null, getStream()) }
  return new Promise((resolve, reject) => {
    // Its types leave the option out.
    const options: object = { agentForward: true }
    client.exec(commandLine, options, (error, channel) => {
      if (error === undefined) resolve(channel)
      else reject(error)
    })
  })
}

/** What the host calls its SSH server: `OpenSSH_9.2p1`. */
export function serverSoftware(client: ssh2.Client): string {
  return (client as unknown as ClientInside)._remoteVer ?? ''
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
      if (error === undefined) govern(protocol, channel, window)
      done(error, channel)
    })
  } finally {
    protocol.session = session
  }
}

/** Raises the window by what is taken of both streams, in place of ssh2, to which the window seems never to shrink. */
function govern(protocol: ProtocolInside, channel: ssh2.ClientChannel, window: ChannelWindow): void {
  const { incoming, outgoing } = channel as unknown as ChannelInside
  const allowance = holdTo(new Allowance(window.initial), channel)
  const take = (chunk: Buffer): void => {
    const grant = window.take(chunk.length)
    allowance.grant(grant)
    if (grant > 0 && incoming.state === 'open') protocol.channelWindowAdjust(outgoing.id, grant)
  }
  countTaken(channel, take)
  countTaken(channel.stderr, take)
}

/**
 * Answers each packet of a forwarded connection at once, by a window that is raised by as much. sshd sends its packets
 * with Nagle's algorithm until a command has been run on the connection: the next small one waits until the one before
 * is acknowledged, which this side's system does by itself only 40 ms later, and at once with an answer.
 */
export function answerEachPacket(client: ssh2.Client, channel: ssh2.ClientChannel): void {
  const { _protocol: protocol } = client as unknown as ClientInside
  const { incoming, outgoing } = channel as unknown as ChannelInside
  const allowance = holdTo(new Allowance(incoming.window), channel)
  countTaken(channel, (chunk) => {
    allowance.grant(chunk.length)
    if (incoming.state === 'open') protocol.channelWindowAdjust(outgoing.id, chunk.length)
  })
}

/** The error of the streams of a channel on which the host sent more than it may, heeding no window. */
export class SentTooMuchError extends Error {
  override readonly name = 'SentTooMuchError'

  constructor() {
    super('the host sent more than it may at once')
  }
}

/** A window that seems to ssh2 never to shrink. */
const endless = 2 ** 40

/**
 * Cuts a channel on which the host sends more than it is allowed to, as it would fill the memory while nothing is read:
 * both streams fail, and what nobody has read of them is dropped.
 */
function holdTo(allowance: Allowance, channel: ssh2.ClientChannel): Allowance {
  const { incoming } = channel as unknown as ChannelInside
  Object.defineProperty(incoming, 'window', {
    get: () => endless,
    set: (left: number) => {
      if (allowance.spend(endless - left) || channel.errored !== null) return
      const error = new SentTooMuchError()
      // The channel's own `destroy` lets what has come be read.
      Duplex.prototype.destroy.call(channel, error)
      channel.stderr.destroy(error)
    },
  })
  return allowance
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
