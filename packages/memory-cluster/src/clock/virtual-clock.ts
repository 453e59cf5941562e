import { setImmediate } from 'node:timers'
import type { MemoryClock } from './clock.js'

/** Options of {@link virtualClock}. */
export interface VirtualClockOptions {
  /** What it shows first: RFC 3339. Default is `2026-01-01T00:00:00Z`. */
  readonly start?: string
  /**
   * Whether time passes only by {@link VirtualClock.advance}. Default is false: it leaps to whatever is waited for as
   * soon as nothing else goes on.
   */
  readonly paused?: boolean
}

/** A clock that a test moves, or that moves itself without anyone waiting. */
export interface VirtualClock extends MemoryClock {
  /** Lets so many milliseconds pass, one timer after the other in their order, with what each of them sets going. */
  advance(milliseconds: number): Promise<void>
}

/** Time that takes no time: `sleep 3600` is over at once and one hour later, in the same order in every run. */
export function virtualClock({
  start = '2026-01-01T00:00:00Z',
  paused = false,
}: VirtualClockOptions = {}): VirtualClock {
  const timers = new Set<{ readonly at: number; readonly callback: () => void }>()
  let time = Date.parse(start)
  let holds = 0
  let quietTurns = 0
  let watching = false
  if (Number.isNaN(time)) throw new TypeError(`${start} is no time`)

  const next = () => [...timers].reduce((first, timer) => (timer.at < first.at ? timer : first))
  const fire = (): void => {
    const timer = next()
    timers.delete(timer)
    time = Math.max(time, timer.at)
    timer.callback()
  }
  const watch = (): void => {
    if (paused || watching || timers.size === 0) return
    watching = true
    setImmediate(() => {
      watching = false
      quietTurns = holds > 0 ? 0 : quietTurns + 1
      if (quietTurns > turnsOfQuiet && timers.size > 0) {
        quietTurns = 0
        fire()
      }
      watch()
    })
  }

  return {
    now: () => time,
    after(milliseconds, callback) {
      const timer = { at: time + milliseconds, callback }
      quietTurns = 0
      if (milliseconds < Number.POSITIVE_INFINITY) timers.add(timer)
      watch()
      return () => void timers.delete(timer)
    },
    hold() {
      holds += 1
      quietTurns = 0
      let held = true
      return () => {
        if (held) holds -= 1
        held = false
      }
    },
    async advance(milliseconds) {
      const end = time + milliseconds
      await settled()
      while (timers.size > 0 && next().at <= end) {
        fire()
        await settled()
      }
      time = end
    },
  }
}

/** Turns of the event loop without anything going on, after which nothing will. */
const turnsOfQuiet = 3

async function settled(): Promise<void> {
  for (let turn = 0; turn <= turnsOfQuiet; turn += 1) await new Promise<void>((resolve) => void setImmediate(resolve))
}
