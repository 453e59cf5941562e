import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ChannelWindow } from '../../src/flow/channel-window.js'
import { Windows } from '../../src/flow/windows.js'

describe('a window', () => {
  it('is raised to its size once half of it is taken', () => {
    const window = new ChannelWindow(
      () => 1000,
      () => undefined,
    )
    expect(window.initial).toBe(1000)
    expect(window.take(400)).toBe(0)
    expect(window.take(99)).toBe(0)
    expect(window.take(1)).toBe(500)
    expect(window.take(1)).toBe(0)
  })

  it('is not raised while the host is further ahead than a size that has shrunk allows', () => {
    let size = 1000
    const window = new ChannelWindow(
      () => size,
      () => undefined,
    )
    size = 100
    expect(window.take(900)).toBe(0)
    expect(window.take(50)).toBe(50)
    size = 1000
    expect(window.take(1)).toBe(901)
  })

  it('never lets the host be further ahead than its largest size, and never lets it stand still', () => {
    const sizes = fc.integer({ min: 4, max: 1000 })
    const steps = fc.array(fc.record({ size: sizes, part: fc.double({ min: 0, max: 1, noNaN: true }) }))
    fc.assert(
      fc.property(sizes, steps, (first, taken) => {
        let size = first
        const window = new ChannelWindow(
          () => size,
          () => undefined,
        )
        let ahead = window.initial
        let largest = first
        for (const step of taken) {
          size = step.size
          largest = Math.max(largest, size)
          const bytes = Math.floor(ahead * step.part)
          ahead += window.take(bytes) - bytes
          expect(ahead).toBeLessThanOrEqual(largest)
        }
        ahead += window.take(ahead) - ahead
        expect(ahead).toBe(size)
      }),
    )
  })
})

describe('the windows of a transport', () => {
  it('shrink with the channels that are open, and grow again', () => {
    const windows = new Windows()
    const first = windows.open()
    const others = Array.from({ length: 127 }, () => windows.open())
    expect(others.at(-1)?.initial).toBe(64 * 1024)
    for (const other of others) other.close()
    expect(first.take(first.initial)).toBe(first.initial)
    expect(windows.open().initial).toBe(first.initial)
  })
})
