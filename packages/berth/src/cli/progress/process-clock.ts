import type { Clock } from '../environment.js'

/** The time of this process. What is to come holds up no end of it. */
export const processClock: Clock = {
  now: () => performance.now(),
  after(milliseconds, act) {
    const timer = setTimeout(act, milliseconds).unref()
    return () => clearTimeout(timer)
  },
}
