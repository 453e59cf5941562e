import type { AnyAuthMethod, AuthHandlerMiddleware } from 'ssh2'
import ssh2 from 'ssh2'
import { Link, type LinkSocket } from '../connection/link.js'
import { connectAborted, connectError, connectTimedOut, unreachable } from '../errors/connect-errors.js'
import { authenticationFailed, tooManyKeys } from '../errors/login-errors.js'
import { asTurnedAway, TurnedAwayError } from '../errors/turned-away-error.js'
import type { Windows } from '../flow/windows.js'
import type { HostKeyCheck } from '../host-keys/host-key-check.js'
import { signThroughAgents } from '../login/agent/agent-key.js'
import type { LoginWays } from '../login/authentication.js'
import { LoginAttempts } from '../login/login-attempts.js'
import { isOutOfFiles } from '../open-files/open-files.js'
import type { Target } from '../target/target.js'
import { listenToGreeting } from './greeting.js'
import type { HandshakeTurn } from './handshake-turn.js'
import type { Stopwatch } from './stopwatch.js'

/** A handshake and a login to be made. */
export interface LinkRequest {
  readonly host: string
  readonly target: Target
  /** A connection to the target's sshd: a socket, or a stream through a jump host. */
  readonly socket: LinkSocket
  /** Of all channels of the transport. */
  readonly windows: Windows
  readonly hostKey: HostKeyCheck
  readonly ways: LoginWays
  /** Told of all that the host says from its identification on. */
  readonly turn: Pick<HandshakeTurn, 'heard'>
  /** Tells when the time for handshake and login is over. */
  readonly watch: Stopwatch
  readonly signal: AbortSignal
  /** Called when the connection is gone; {@link Link.closed} waits for it. */
  readonly onClosed?: (() => Promise<void>) | undefined
}

/**
 * Handshake and login on a socket that is connected. On any failure the socket is destroyed and the rejection is a
 * `BerthError`, or a `TurnedAwayError` where the host hung up before the login began.
 */
export function openLink(request: LinkRequest): Promise<Link> {
  const { host, target, socket, windows, hostKey, ways, turn, watch, signal } = request
  const { keepalive } = target
  return new Promise((resolve, reject) => {
    const client = new ssh2.Client()
    const greeting = listenToGreeting(socket)
    const over = new AbortController()
    const attempts = new LoginAttempts(ways.ways, over.signal)
    const { notes } = ways
    let proven: Promise<void> | undefined
    let settled = false

    const settle = (): boolean => {
      if (settled) return false
      settled = true
      callOff()
      socket.off('data', onData)
      signal.removeEventListener('abort', onAbort)
      over.abort()
      return true
    }
    const fail = (error: unknown): void => {
      if (!settle()) return
      socket.destroy()
      reject(error)
    }
    const phase = (): string => (proven === undefined ? 'the SSH handshake' : 'the login')
    const callOff = watch.whenOver(() => fail(connectTimedOut(host, target, watch.limit, phase())))
    const onData = (chunk: Buffer): void => {
      if (greeting.isIdentified) turn.heard(chunk.length)
    }
    socket.on('data', onData)
    const onAbort = (): void => fail(connectAborted(host, signal.reason))
    signal.addEventListener('abort', onAbort, { once: true })

    client.on('error', (error: Error & { level?: string }) => {
      if (isSigningError(error)) notes.push(error.message)
      else if (proven !== undefined) fail(loginError(error))
      else fail(handshakeError(error))
    })
    client.once('close', () => fail(hungUp()))
    client.once('handshake', () => {
      proven = hostKey.accept()
      proven.catch(fail)
    })
    client.once('ready', () => {
      if (!settle()) return
      const method = attempts.last?.method
      const key = typeof method === 'object' && method.type === 'publickey' ? method.key : undefined
      const loggedIn = { target, hostKey: hostKey.presented ?? Buffer.alloc(0), key: asParsed(key) }
      resolve(new Link({ client, socket, windows, keepalive, loggedIn, onClosed: request.onClosed }))
    })

    const loginError = (error: Error): unknown => {
      const { tried, accepted } = attempts
      if (/too many authentication failures/i.test(error.message)) return tooManyKeys(host, target, tried)
      return error.message.startsWith('All configured authentication methods failed')
        ? authenticationFailed(host, target, { tried, accepted, notes })
        : unreachable(host, target, error)
    }
    const hungUp = (): unknown =>
      proven === undefined
        ? new TurnedAwayError(greeting.said())
        : unreachable(host, target, new Error('the host hung up during the login'))
    const handshakeError = (error: Error): unknown => {
      if (/no matching host key format/i.test(error.message)) return hostKey.noKey(error.message)
      return /no matching/i.test(error.message)
        ? connectError(host, {
            code: 'BERTH_HOST_UNREACHABLE',
            message: `the SSH handshake failed: ${error.message}`,
            remedy: "The host's sshd and Berth share no algorithm: enable a current one on the host.",
          })
        : (asTurnedAway(error, greeting.said()) ?? unreachable(host, target, error))
    }

    // Nothing of the user goes to the host before the verdict about its key, which may have to be written down for it.
    const authHandler: AuthHandlerMiddleware = (accepted, partial, next) => {
      proven
        ?.then(() => attempts.next(accepted, partial))
        .then((way) => {
          // ssh2 gives up on `false`, which its types leave out.
          if (!settled) next(way === undefined ? (false as unknown as AnyAuthMethod) : way.method)
        })
        .catch((error: unknown) => fail(isOutOfFiles(error) ? unreachable(host, target, error) : error))
    }
    if (signal.aborted) return onAbort()
    client.connect({
      sock: socket,
      username: target.username,
      authHandler,
      readyTimeout: 0,
      algorithms: { serverHostKey: [...hostKey.algorithms] as ssh2.ServerHostKeyAlgorithm[] },
      hostVerifier: (key: Buffer) => {
        const refusal = hostKey.present(key)
        if (refusal !== undefined) fail(refusal)
        return refusal === undefined
      },
    })
    signThroughAgents(client)
  })
}

/** Keys are parsed before any is tried. */
function asParsed(key: unknown): ssh2.ParsedKey | undefined {
  return typeof key === 'object' && key !== null && 'getPublicSSH' in key ? (key as ssh2.ParsedKey) : undefined
}

/** A key that cannot sign is not the end: ssh2 goes on to the next way to log in. */
function isSigningError(error: Error & { level?: string }): boolean {
  return error.level === 'client-authentication' && /signing/i.test(error.message)
}
