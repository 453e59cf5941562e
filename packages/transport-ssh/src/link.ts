import type { Duplex } from 'node:stream'
import type { HostChannel } from '@berth/core/adapter'
import type { AuthHandlerMiddleware } from 'ssh2'
import ssh2 from 'ssh2'
import { type LoginWays, tryInOrder } from './authentication.js'
import {
  authenticationFailed,
  connectAborted,
  connectError,
  connectTimedOut,
  notForwarded,
  tooManyKeys,
  unreachable,
} from './errors.js'
import { ForwardedStream } from './forwarded-stream.js'
import { hostChannel } from './host-channel.js'
import type { HostKeyCheck } from './host-key-check.js'
import type { Target } from './target.js'

/** What a handshake needs. */
export interface LinkRequest {
  readonly host: string
  readonly target: Target
  /** A connection to its sshd: a socket, or a stream through a jump host. */
  readonly socket: Duplex
  readonly hostKey: HostKeyCheck
  readonly ways: LoginWays
  /** Milliseconds for handshake and login. */
  readonly timeout: number
  readonly signal: AbortSignal
  /** Done when the connection is gone, before its end is told. */
  readonly onClosed?: (() => Promise<void>) | undefined
}

/** What a connection to another host needs. */
export interface ForwardRequest {
  /** Whom errors are about. */
  readonly host: string
  readonly target: Target
  /** The name of this host. */
  readonly jump: string
  /** Milliseconds. */
  readonly timeout: number
  readonly signal: AbortSignal
}

/** One SSH connection that is logged in. */
export class Link {
  readonly #client: ssh2.Client
  readonly #socket: Duplex
  /** Resolves when the connection is gone, for whatever reason. */
  readonly closed: Promise<void>
  #open = true

  constructor(client: ssh2.Client, socket: Duplex, onClosed: () => Promise<void> = async () => undefined) {
    this.#client = client
    this.#socket = socket
    this.closed = new Promise((resolve) => {
      client.once('close', () => {
        this.#open = false
        onClosed().then(resolve, resolve)
      })
    })
    // Whatever ends the connection ends in `close`; an error without a listener would end the process.
    client.on('error', () => undefined)
    client.once('end', () => socket.destroy())
  }

  /** Whether the connection is not known to be gone. */
  get open(): boolean {
    return this.#open && this.#socket.writable
  }

  /** Runs a command line on a channel of its own. Rejects with ssh2's error; throws nothing. */
  exec(commandLine: string): Promise<HostChannel> {
    return new Promise((resolve, reject) => {
      this.#client.exec(commandLine, (error, channel) => {
        // At once: exit and close of a short command may be in the same packet, and are emitted before a promise gets on.
        if (error === undefined) resolve(hostChannel(channel))
        else reject(error)
      })
    })
  }

  /** Opens a connection from this host to another. Rejects with `BERTH_HOST_UNREACHABLE` or `BERTH_ABORTED`; then nothing is left open. */
  forward({ host, target, jump, timeout, signal }: ForwardRequest): Promise<Duplex> {
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
          else if (settle()) resolve(new ForwardedStream(channel))
          else channel.close()
        })
      } catch (error) {
        fail(notForwarded(host, target, jump, error))
      }
    })
  }

  /**
   * Makes the host send small packets at once: sshd turns Nagle's algorithm off when a command is run on the connection, and not for connections
   * that it forwards, each of whose answers then takes 40 ms more. Whether the command may run does not matter.
   */
  hurry(): void {
    try {
      this.#client.exec(':', (_error, channel) => {
        channel?.resume().on('error', () => undefined)
        channel?.stderr.resume()
      })
    } catch {
      // The connection is gone already, which whoever uses it next is told.
    }
  }

  /** Says good-bye and closes; a host that does not take it in is left after a second. */
  async close(): Promise<void> {
    this.#client.end()
    const overdue = setTimeout(() => this.#socket.destroy(), 1000)
    if (this.#socket.destroyed) this.#client.emit('close')
    await this.closed
    clearTimeout(overdue)
  }
}

/** Handshake and login on a socket that is connected. On any failure the socket is destroyed and the rejection is a `BerthError`. */
export function openLink(request: LinkRequest): Promise<Link> {
  const { host, target, socket, hostKey, ways, timeout, signal } = request
  const { keepalive } = target
  return new Promise((resolve, reject) => {
    const client = new ssh2.Client()
    const tried: string[] = []
    const { notes } = ways
    let accepted: readonly string[] = []
    let proven: Promise<void> | undefined
    let settled = false

    const settle = (): boolean => {
      if (settled) return false
      settled = true
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
      return true
    }
    const fail = (error: unknown): void => {
      if (!settle()) return
      socket.destroy()
      reject(error)
    }
    const phase = (): string => (proven === undefined ? 'the SSH handshake' : 'the login')
    const timer = setTimeout(() => fail(connectTimedOut(host, target, timeout, phase())), timeout)
    const onAbort = (): void => fail(connectAborted(host, signal.reason))
    signal.addEventListener('abort', onAbort, { once: true })

    client.on('error', (error: Error & { level?: string }) => {
      if (error.level === 'agent' || isSigningError(error)) notes.push(error.message)
      else if (proven !== undefined) fail(loginError(error))
      else fail(handshakeError(error))
    })
    client.once('close', () => fail(unreachable(host, target, new Error(`the host hung up during ${phase()}`))))
    client.once('handshake', () => {
      proven = hostKey.accept()
      proven.catch(fail)
    })
    client.once('ready', () => {
      proven?.then(() => {
        if (settle()) resolve(new Link(client, socket, request.onClosed))
      }, fail)
    })

    const loginError = (error: Error): unknown => {
      if (/too many authentication failures/i.test(error.message)) return tooManyKeys(host, target, tried)
      return error.message.startsWith('All configured authentication methods failed')
        ? authenticationFailed(host, target, { tried, accepted, notes })
        : unreachable(host, target, error)
    }
    const handshakeError = (error: Error): unknown => {
      if (/no matching host key format/i.test(error.message)) return hostKey.noKey(error.message)
      return /no matching/i.test(error.message)
        ? connectError(host, {
            code: 'BERTH_HOST_UNREACHABLE',
            message: `the SSH handshake failed: ${error.message}`,
            remedy: "The host's sshd and Berth share no algorithm: enable a current one on the host.",
          })
        : unreachable(host, target, error)
    }

    const authHandler: AuthHandlerMiddleware = tryInOrder(ways.methods, {
      onTry: ({ description }) => tried.push(description),
      onAccepted: (names) => {
        accepted = names
      },
    })
    if (signal.aborted) return onAbort()
    client.connect({
      sock: socket,
      username: target.username,
      authHandler,
      readyTimeout: 0,
      keepaliveInterval: keepalive.interval,
      keepaliveCountMax: keepalive.unanswered,
      algorithms: { serverHostKey: [...hostKey.algorithms] as ssh2.ServerHostKeyAlgorithm[] },
      hostVerifier: (key: Buffer) => {
        const refusal = hostKey.present(key)
        if (refusal !== undefined) fail(refusal)
        return refusal === undefined
      },
    })
  })
}

/** A key that cannot sign is not the end: ssh2 goes on to the next way to log in. */
function isSigningError(error: Error & { level?: string }): boolean {
  return error.level === 'client-authentication' && /signing/i.test(error.message)
}
