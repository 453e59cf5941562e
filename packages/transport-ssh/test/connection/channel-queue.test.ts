import { describe, expect, it } from 'vitest'
import { ChannelQueue } from '../../src/connection/channel-queue.js'

/** Asks for turns, and counts the turns that were given. */
async function ask(queue: ChannelQueue, count: number, urgent = false): Promise<(() => void)[]> {
  const given: (() => void)[] = []
  for (let index = 0; index < count; index += 1) void queue.acquire(urgent).then((giveBack) => given.push(giveBack))
  await Promise.resolve().then(() => undefined)
  await new Promise((resolve) => setImmediate(resolve))
  return given
}

describe('the queue of channels', () => {
  it('gives eight turns, and two more to what is urgent', async () => {
    const queue = new ChannelQueue()
    expect(await ask(queue, 20)).toHaveLength(8)
    expect(await ask(queue, 5, true)).toHaveLength(2)
  })

  it('gives a returned turn to the next, urgent or not, and takes it back once', async () => {
    const queue = new ChannelQueue()
    const given = await ask(queue, 9)
    given[0]?.()
    given[0]?.()
    await new Promise((resolve) => setImmediate(resolve))
    expect(given).toHaveLength(9)
    expect(queue.open).toBe(8)
  })

  it('learns from a refusal how many the host allows, keeps some of them for what is urgent, and tries more later', async () => {
    let now = 0
    const queue = new ChannelQueue(() => now)
    const given = await ask(queue, 5)
    queue.refused()
    for (const giveBack of given) giveBack()
    const few = await ask(queue, 5)
    expect(few).toHaveLength(2)
    now = 40_000
    few[0]?.()
    await new Promise((resolve) => setImmediate(resolve))
    expect(few).toHaveLength(4)
  })

  it('tries more later for those who wait, though nobody gives a turn back', async () => {
    let now = 0
    const timers: (() => void)[] = []
    const queue = new ChannelQueue(
      () => now,
      (_milliseconds, callback) => {
        timers.push(callback)
        return () => void timers.splice(timers.indexOf(callback), 1)
      },
    )
    const held = await ask(queue, 4)
    queue.refused()
    const more = await ask(queue, 2)
    for (let time = 0; time < 3; time += 1) {
      expect([held.length, more.length, timers.length]).toEqual([4, 0, 1])
      now += 2000
      timers.shift()?.()
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(more).toHaveLength(0)
    now += 2000
    timers.shift()?.()
    await new Promise((resolve) => setImmediate(resolve))
    expect(more).toHaveLength(1)
  })

  it('never gives less than one turn', async () => {
    const queue = new ChannelQueue()
    const given = await ask(queue, 1)
    queue.refused()
    given[0]?.()
    expect(await ask(queue, 3)).toHaveLength(1)
  })

  it('lets go of one who aborts', async () => {
    const queue = new ChannelQueue()
    const given = await ask(queue, 8)
    const controller = new AbortController()
    const waiting = queue.acquire(false, controller.signal)
    controller.abort(new Error('mine'))
    await expect(waiting).rejects.toThrow('mine')
    await expect(queue.acquire(false, AbortSignal.abort(new Error('before')))).rejects.toThrow('before')
    given[0]?.()
    expect(queue.open).toBe(7)
  })
})
