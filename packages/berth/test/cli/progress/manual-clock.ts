import type { Clock } from '../../../src/cli/environment.js'

/** A clock that a test moves. */
export interface ManualClock extends Clock {
  /** Lets so many milliseconds pass, one timer after the other. */
  advance(milliseconds: number): void
}

export function manualClock(): ManualClock {
  const timers = new Set<{ readonly at: number; readonly act: () => void }>()
  let time = 0
  return {
    now: () => time,
    after(milliseconds, act) {
      const timer = { at: time + milliseconds, act }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    advance(milliseconds) {
      const end = time + milliseconds
      for (;;) {
        const [next] = [...timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)
        if (next === undefined) break
        timers.delete(next)
        time = Math.max(time, next.at)
        next.act()
      }
      time = end
    },
  }
}
