import { setTimeout as delay } from 'node:timers/promises'
import { TurnedAwayError } from '../errors/turned-away-error.js'
import { Stopwatch } from './stopwatch.js'

/** Longest pauses before another try, in milliseconds: after the first try and after many. */
const firstPause = 250
const longestPause = 2000

/** How handshakes have gone so far. */
export interface FailedTries {
  /** How the last try failed. */
  readonly error: unknown
  readonly tries: number
  /** Milliseconds. */
  readonly left: number
}

/**
 * Milliseconds to wait before a handshake is tried again; undefined to give up. Longer after each try, and by chance,
 * so that many clients that are turned away at once do not come back at once. Only a host that hung up before the
 * login, giving no reason or that of too many logins, is tried again.
 */
export function pauseBeforeRetry({ error, tries, left }: FailedTries, random: () => number): number | undefined {
  if (!(error instanceof TurnedAwayError) || !error.mayPass) return undefined
  const longest = Math.min(firstPause * 2 ** (tries - 1), longestPause)
  const pause = longest * (0.5 + random() / 2)
  return pause < left ? pause : undefined
}

/** The clock, the dice and the timer that trying again needs. */
export interface RetryMachine {
  /** Milliseconds. */
  readonly now: () => number
  /** From 0 up to, and not, 1. */
  readonly random: () => number
  /** Rejects at once when the signal aborts. */
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<unknown>
}

const thisMachine: RetryMachine = {
  now: () => performance.now(),
  random: Math.random,
  pause: (milliseconds, signal) => delay(milliseconds, undefined, { signal }),
}

/** How long handshakes are tried, and what becomes of failures. */
export interface HandshakeTries {
  /** Milliseconds for all tries and the pauses between them, while the watch runs. */
  readonly limit: number
  readonly signal: AbortSignal
  /** Makes the error to reject with when the signal aborts in a pause. */
  readonly aborted: () => unknown
  /** Makes the error to reject with when the handshake is not tried again. */
  readonly failed: (error: unknown, tries: number) => unknown
}

/**
 * Makes a handshake, and again after a pause while the host turns it away. Each try is given the watch, which tells how
 * long the try may take.
 */
export async function tryHandshakes<Value>(
  attempt: (watch: Stopwatch) => Promise<Value>,
  { limit, signal, aborted, failed }: HandshakeTries,
  { now, random, pause }: RetryMachine = thisMachine,
): Promise<Value> {
  const watch = new Stopwatch(limit, now)
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt(watch)
    } catch (error) {
      watch.go()
      const milliseconds = pauseBeforeRetry({ error, tries, left: watch.left }, random)
      if (milliseconds === undefined) throw failed(error, tries)
      await pause(milliseconds, signal).catch(() => {
        throw aborted()
      })
    }
  }
}
