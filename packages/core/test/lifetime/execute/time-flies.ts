import { afterEach, beforeEach, vi } from 'vitest'

/** In every test of the file, a second of waiting takes a millisecond. */
export function timeFlies(): void {
  let ticking: NodeJS.Timeout
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    ticking = setInterval(() => vi.advanceTimersByTime(1000), 1)
  })
  afterEach(() => {
    clearInterval(ticking)
    vi.useRealTimers()
  })
}
