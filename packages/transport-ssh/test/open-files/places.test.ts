import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { Places } from '../../src/open-files/places.js'

const never = new AbortController().signal

describe('places', () => {
  it('are taken as long as there are any, and then waited for in turn', async () => {
    const asked: string[] = []
    const places = new Places({
      count: () => 2,
      makeRoom: () => asked.push('room'),
      onFull: () => asked.push('full'),
    })
    const [first] = await Promise.all([places.take(never), places.take(never)])
    expect(asked).toEqual([])
    const order: string[] = []
    const third = places.take(never).then((giveBack) => {
      order.push('third')
      return giveBack
    })
    const fourth = places.take(never).then(() => order.push('fourth'))
    await turn()
    expect(order).toEqual([])
    expect(asked).toEqual(['full', 'room', 'room'])
    first?.()
    first?.()
    const giveBack = await third
    expect(order).toEqual(['third'])
    giveBack()
    await fourth
    expect(order).toEqual(['third', 'fourth'])
  })

  it('are not waited for by who has gone before', async () => {
    const places = new Places({ count: () => 1, makeRoom: () => undefined, onFull: () => undefined })
    await places.take(never)
    await expect(places.take(AbortSignal.abort('gone'))).rejects.toBe('gone')
  })

  it('are not waited for any more by who has gone', async () => {
    const places = new Places({ count: () => 1, makeRoom: () => undefined, onFull: () => undefined })
    const giveBack = await places.take(never)
    const gone = new AbortController()
    const waiting = places.take(gone.signal)
    const next = places.take(never)
    gone.abort(new Error('gone'))
    await expect(waiting).rejects.toThrow('gone')
    giveBack()
    await expect(next).resolves.toBeTypeOf('function')
  })

  it('are asked for again where somebody may do without one, only while somebody waits', async () => {
    let asked = 0
    const makeRoom = (): void => {
      asked += 1
    }
    const places = new Places({ count: () => 1, makeRoom, onFull: () => undefined })
    const giveBack = await places.take(never)
    places.offer()
    expect(asked).toBe(0)
    const next = places.take(never)
    places.offer()
    expect(asked).toBe(2)
    giveBack()
    await next
    places.offer()
    expect(asked).toBe(2)
  })
})
