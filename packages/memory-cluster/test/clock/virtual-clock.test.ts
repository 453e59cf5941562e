import { virtualClock } from '@berth/memory-cluster'
import { expect, it } from 'vitest'

it('calls back in the order of time, each at its own', async () => {
  const clock = virtualClock({ start: '2026-03-01T00:00:00Z', paused: true })
  const began = clock.now()
  const seen: [string, number][] = []
  const see = (name: string) => () => void seen.push([name, clock.now() - began])
  clock.after(300, see('third'))
  clock.after(100, () => {
    see('first')()
    clock.after(50, see('second'))
  })
  const cancel = clock.after(120, see('cancelled'))
  cancel()
  await clock.advance(200)
  expect(seen).toEqual([
    ['first', 100],
    ['second', 150],
  ])
  expect(clock.now() - began).toBe(200)
  await clock.advance(100)
  expect(seen.at(-1)).toEqual(['third', 300])
})

it('leaps by itself over a year, but not while something is held', async () => {
  const clock = virtualClock()
  const year = 365 * 86_400_000
  const began = clock.now()
  const release = clock.hold()
  const over = new Promise<void>((resolve) => void clock.after(year, resolve))
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  expect(clock.now()).toBe(began)
  release()
  release()
  await over
  expect(clock.now() - began).toBe(year)
})

it('begins at no time that is none', () => {
  expect(() => virtualClock({ start: 'tomorrow' })).toThrow(TypeError)
})
