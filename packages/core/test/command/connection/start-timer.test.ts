import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { startTimer } from '../../../src/command/connection/start-timer.js'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

it('calls back once, so long after it was begun or begun anew', () => {
  const callback = vi.fn()
  const timer = startTimer(callback, 100)
  vi.advanceTimersByTime(99)
  timer.refresh()
  vi.advanceTimersByTime(99)
  expect(callback).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(callback).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(1000)
  expect(callback).toHaveBeenCalledTimes(1)
})

it('never calls back once it was cancelled', () => {
  const callback = vi.fn()
  startTimer(callback, 100).cancel()
  vi.advanceTimersByTime(1000)
  expect(callback).not.toHaveBeenCalled()
})
