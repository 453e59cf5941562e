import { connect, type Socket } from 'node:net'
import { connectAborted, connectTimedOut, unreachable } from '../errors/connect-errors.js'
import type { Target } from '../target/target.js'

/** Milliseconds for one of several addresses of a name; Node's own 250 are too few for a far host. */
const addressTimeout = 3000

/**
 * A connected socket, with Nagle's algorithm off: left on, it costs 40 ms in every command. Rejects with
 * `BERTH_HOST_UNREACHABLE` or `BERTH_ABORTED`.
 */
export function openSocket(host: string, target: Target, timeout: number, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(connectAborted(host, signal.reason))
      return
    }
    const socket = connect({
      host: target.address,
      port: target.port,
      noDelay: true,
      autoSelectFamilyAttemptTimeout: addressTimeout,
    })
    const done = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
      socket.removeAllListeners('error')
    }
    const fail = (error: unknown): void => {
      done()
      socket.on('error', () => undefined)
      socket.destroy()
      reject(error)
    }
    const onAbort = (): void => fail(connectAborted(host, signal.reason))
    const timer = setTimeout(() => fail(connectTimedOut(host, target, timeout, 'the connection')), timeout)
    signal.addEventListener('abort', onAbort, { once: true })
    socket.once('error', (error) => fail(unreachable(host, target, error)))
    socket.once('connect', () => {
      done()
      // Read by the handshake, which may have to wait for its turn.
      socket.pause()
      socket.on('error', () => undefined)
      resolve(socket)
    })
  })
}
