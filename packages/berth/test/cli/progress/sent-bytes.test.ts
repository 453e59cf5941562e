import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SentBytes } from '../../../src/cli/progress/sent-bytes.js'

const mebi = 1_048_576

describe('bytes that are sent', () => {
  it('have a rate and a time left, which leave out what was there before', () => {
    const sent = new SentBytes()
    sent.take('n1', { done: 40 * mebi, total: 100 * mebi }, 1000)
    expect([sent.all, sent.rate(1000), sent.left(1000)]).toEqual([{ done: 40 * mebi, total: 100 * mebi }, null, null])
    sent.take('n1', { done: 60 * mebi, total: 100 * mebi }, 3000)
    expect([sent.rate(3000), sent.left(3000)]).toEqual([10 * mebi, 4000])
  })

  it('are as fast as they were lately, and slower the longer nothing comes', () => {
    const sent = new SentBytes()
    for (let second = 0; second <= 60; second += 1) {
      const done = second <= 30 ? second * 10 * mebi : (300 + (second - 30)) * mebi
      sent.take('n1', { done, total: 1000 * mebi }, second * 1000)
    }
    expect(sent.rate(60_000)).toBeCloseTo(mebi, -3)
    expect(sent.rate(80_000)).toBeLessThan(mebi / 2)
  })

  it('name the host that is behind the others, and none where all are equally far, or there is one', () => {
    const sent = new SentBytes()
    sent.take('n1', { done: 50, total: 100 }, 0)
    expect(sent.slowest).toBeNull()
    sent.take('n2', { done: 100, total: 200 }, 0)
    expect(sent.slowest).toBeNull()
    sent.take('n3', { done: 30, total: 100 }, 0)
    expect(sent.slowest).toEqual({ host: 'n3', part: 0.3 })
  })

  it('have a rate that is never below zero, and no time left once all is sent', () => {
    const steps = fc.array(fc.tuple(fc.nat(3), fc.nat(1000), fc.nat(5000)), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(steps, (readings) => {
        const sent = new SentBytes()
        const done = new Map<number, number>()
        let now = 0
        for (const [host, bytes, later] of readings) {
          now += later
          done.set(host, Math.min(20_000, (done.get(host) ?? 0) + bytes))
          sent.take(`n${host}`, { done: done.get(host) ?? 0, total: 20_000 }, now)
        }
        expect(sent.rate(now) ?? 0).toBeGreaterThanOrEqual(0)
        for (const host of done.keys()) sent.take(`n${host}`, { done: 20_000, total: 20_000 }, now)
        expect(sent.left(now + 1000)).toSatisfy((left) => left === null || left === 0)
      }),
    )
  })
})
