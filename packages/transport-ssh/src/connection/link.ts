import type { Duplex } from 'node:stream'
import type { HostChannel } from '@berth/core/adapter'
import type ssh2 from 'ssh2'
import { connectAborted, connectTimedOut } from '../errors/connect-errors.js'
import { notForwarded } from '../errors/jump-errors.js'
import { LivenessWatch } from '../flow/liveness-watch.js'
import { Outlet } from '../flow/outlet.js'
import { PacedInput } from '../flow/paced-input.js'
import { answerEachPacket, askForAnswer, execWithin, lendAgent, serverSoftware } from '../flow/ssh2-inside.js'
import type { Windows } from '../flow/windows.js'
import type { Keepalive } from '../options.js'
import type { Target } from '../target/target.js'
import { ForwardedStream } from './forwarded-stream.js'
import { hostChannel } from './host-channel.js'
import { sentLine } from './long-lines.js'

/** A connection to another host that a {@link Link} is to forward. */
export interface ForwardRequest {
  /** Whom errors are about. */
  readonly host: string
  readonly target: Target
  /** The name of the jump host, whose {@link Link} this is. */
  readonly jump: string
  /** Milliseconds. */
  readonly timeout: number
  readonly signal: AbortSignal
}

/** A socket, or a stream through a jump host. */
export interface LinkSocket extends Duplex {
  /** Bytes written, those that wait on this side among them. */
  readonly bytesWritten: number
}

/** By what a connection was made, so that another one like it can be. */
export interface LoggedIn {
  readonly target: Target
  /** The host's own key, in SSH's binary form. */
  readonly hostKey: Buffer
  /** The key that the host took; undefined where it took something else, as a password. */
  readonly key: ssh2.ParsedKey | undefined
}

/** What a {@link Link} is made of. */
export interface LinkParts {
  readonly loggedIn: LoggedIn
  /** Logged in. */
  readonly client: ssh2.Client
  readonly socket: LinkSocket
  readonly windows: Windows
  readonly keepalive: Keepalive
  /** Called when the connection is gone; {@link Link.closed} waits for it. */
  readonly onClosed?: (() => Promise<void>) | undefined
}

/** Characters that are read of what a command line prints that lends an agent. */
const longestAnswer = 4096

/** One SSH connection that is logged in. */
export class Link {
  readonly #client: ssh2.Client
  readonly #socket: LinkSocket
  readonly #outlet: Outlet
  readonly #windows: Windows
  readonly loggedIn: LoggedIn
  /** Resolves when the connection is gone, for whatever reason. */
  readonly closed: Promise<void>
  #open = true

  constructor({ client, socket, windows, keepalive, loggedIn, onClosed = async () => undefined }: LinkParts) {
    this.#client = client
    this.loggedIn = loggedIn
    this.#socket = socket
    this.#outlet = new Outlet(socket)
    this.#windows = windows
    this.closed = new Promise((resolve) => {
      client.once('close', () => {
        this.#open = false
        onClosed().then(resolve, resolve)
      })
    })
    // Each connection that is being forwarded listens, hundreds at once behind a jump host.
    client.setMaxListeners(0)
    // Whatever ends the connection ends in `close`; an error without a listener would end the process.
    client.on('error', () => undefined)
    client.once('end', () => socket.destroy())
    const watch = new LivenessWatch(keepalive, {
      unsent: () => socket.writableLength,
      sent: () => socket.bytesWritten - socket.writableLength,
      ask: () => askForAnswer(client),
      lost: () => void socket.destroy(),
    })
    socket.on('data', () => watch.heard())
    socket.once('close', () => watch.stop())
  }

  /** Whether the connection is not known to be gone. */
  get open(): boolean {
    return this.#open && this.#socket.writable
  }

  /** Whether the connection is one of another connection, through a jump host. */
  get isForwarded(): boolean {
    return this.#socket instanceof ForwardedStream
  }

  /** What the host calls its SSH server: `OpenSSH_9.2p1`. */
  get software(): string {
    return serverSoftware(this.#client)
  }

  /**
   * Lets commands on this connection ask an agent here from now on. Resolves with what a first command line prints on
   * both streams, or as much of it as is worth reading; rejects where the host forwards no agent.
   */
  async lendAgent(getStream: () => Duplex, commandLine: string): Promise<string> {
    const channel = await lendAgent(this.#client, getStream, commandLine)
    return new Promise((resolve) => {
      let said = ''
      const take = (chunk: Buffer): void => {
        said += chunk.toString('latin1')
        if (said.length > longestAnswer) channel.close()
      }
      channel.on('data', take)
      channel.stderr.on('data', take)
      channel.once('close', () => resolve(said))
      channel.end()
    })
  }

  /** Runs a command line on a channel of its own. Rejects with ssh2's error; throws nothing. */
  exec(commandLine: string): Promise<HostChannel> {
    const window = this.#windows.open()
    const { asked, input } = sentLine(commandLine, serverSoftware(this.#client))
    const opened = new Promise<HostChannel>((resolve, reject) => {
      execWithin(this.#client, asked, window, (error, channel) => {
        // At once: exit and close of a short command may be in the same packet, and are emitted before a promise gets
        // on.
        if (error !== undefined) return reject(error)
        const stdin = new PacedInput(channel, this.#outlet)
        if (input !== '') stdin.write(input)
        resolve({ ...hostChannel(channel), stdin })
      })
    })
    opened
      .then(({ closed }) => closed)
      .then(
        () => window.close(),
        () => window.close(),
      )
    return opened
  }

  /**
   * Opens a connection from this host to another. Rejects with `BERTH_HOST_UNREACHABLE` or `BERTH_ABORTED`; then
   * nothing is left open.
   */
  forward({ host, target, jump, timeout, signal }: ForwardRequest): Promise<LinkSocket> {
    return new Promise((resolve, reject) => {
      let settled = false
      const settle = (): boolean => {
        if (settled) return false
        settled = true
        clearTimeout(timer)
        signal.removeEventListener('abort', onAbort)
        this.#client.off('close', onClose)
        return true
      }
      const fail = (error: unknown): void => {
        if (settle()) reject(error)
      }
      const onAbort = (): void => fail(connectAborted(host, signal.reason))
      const onClose = (): void => fail(notForwarded(host, target, jump, new Error('its own connection was lost')))
      const timer = setTimeout(
        () => fail(connectTimedOut(host, target, timeout, `the connection from ${jump}`)),
        timeout,
      )
      signal.addEventListener('abort', onAbort, { once: true })
      this.#client.once('close', onClose)
      try {
        this.#client.forwardOut('127.0.0.1', 0, target.address, target.port, (error, channel) => {
          if (error !== undefined) fail(notForwarded(host, target, jump, error))
          else if (settle()) {
            answerEachPacket(this.#client, channel)
            resolve(new ForwardedStream(channel, this.#outlet))
          } else channel.close()
        })
      } catch (error) {
        fail(notForwarded(host, target, jump, error))
      }
    })
  }

  /** Says good-bye and closes; a host that does not answer the good-bye is left after a second. */
  async close(): Promise<void> {
    this.#client.end()
    const overdue = setTimeout(() => this.#socket.destroy(), 1000)
    if (this.#socket.destroyed) this.#client.emit('close')
    await this.closed
    clearTimeout(overdue)
  }
}
