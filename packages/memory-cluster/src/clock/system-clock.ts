import type { MemoryClock } from './clock.js'

/** The machine's own time. Fake timers of a test runner apply, as the timers are looked up at each call. */
export function systemClock(): MemoryClock {
  return {
    now: () => Date.now(),
    after(milliseconds, callback) {
      const timer = setTimeout(callback, Math.min(milliseconds, longestDelay))
      return () => clearTimeout(timer)
    },
    hold: () => () => undefined,
  }
}

/** A longer one fires at once. */
const longestDelay = 2 ** 31 - 1
