import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TurnedAwayError } from '../../src/errors/turned-away-error.js'
import { type HandshakeTries, pauseBeforeRetry, tryHandshakes } from '../../src/handshake/handshake-tries.js'

const away = (said = ''): TurnedAwayError => new TurnedAwayError(said)
const half = (): number => 0.5

describe('the pause before a handshake is tried again', () => {
  it('grows, up to a bound, and is partly chance', () => {
    const pauses = (random: number): (number | undefined)[] =>
      [1, 2, 3, 4, 5, 50].map((tries) => pauseBeforeRetry({ error: away(), tries, left: 60_000 }, () => random))
    expect(pauses(0)).toEqual([125, 250, 500, 1000, 1000, 1000])
    expect(pauses(0.5)).toEqual([187.5, 375, 750, 1500, 1500, 1500])
  })

  it.each(['', 'Exceeded MaxStartups', 'Not allowed at this time', 'Too many connections'])(
    'is there for a host that hung up, saying "%s"',
    (said) => {
      expect(pauseBeforeRetry({ error: away(said), tries: 1, left: 10_000 }, half)).toBeGreaterThan(0)
    },
  )

  it.each([away('You are not welcome'), new Error('refused'), 'a string', undefined])(
    'is not there for %o',
    (error) => {
      expect(pauseBeforeRetry({ error, tries: 1, left: 10_000 }, half)).toBeUndefined()
    },
  )

  it('always leaves time for the try', () => {
    const left = fc.integer({ min: -1000, max: 20_000 })
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), left, random, (tries, time, chance) => {
        const pause = pauseBeforeRetry({ error: away(), tries, left: time }, () => chance)
        if (time > 2000) expect(pause).toBeDefined()
        if (pause !== undefined) expect(pause).toBeLessThan(time)
      }),
    )
  })
})

/** A machine whose time passes in pauses, and where a test moves the clock. */
function virtualMachine() {
  const pauses: number[] = []
  const machine = {
    time: 0,
    pauses,
    now: () => machine.time,
    random: () => 0,
    pause: async (milliseconds: number, signal: AbortSignal) => {
      if (signal.aborted) throw signal.reason
      pauses.push(milliseconds)
      machine.time += milliseconds
    },
  }
  return machine
}

describe('handshakes', () => {
  const request: HandshakeTries = {
    limit: 10_000,
    signal: new AbortController().signal,
    aborted: () => 'aborted',
    failed: (error, tries) => ({ error, tries }),
  }

  it('are tried again while the host hangs up, and then done', async () => {
    const machine = virtualMachine()
    let tries = 0
    const attempt = async (): Promise<string> => {
      tries += 1
      if (tries < 4) throw away()
      return 'in'
    }
    expect(await tryHandshakes(attempt, request, machine)).toBe('in')
    expect(machine.pauses).toEqual([125, 250, 500])
  })

  it('are tried once where anything else is wrong', async () => {
    const error = new Error('wrong key')
    const attempt = async (): Promise<never> => {
      throw error
    }
    await expect(tryHandshakes(attempt, request, virtualMachine())).rejects.toEqual({ error, tries: 1 })
  })

  it('end within the limit, which waiting for others is not part of', async () => {
    const machine = virtualMachine()
    const lefts: number[] = []
    const attempt = async (watch: { left: number; stop(): void; go(): void }): Promise<never> => {
      lefts.push(watch.left)
      machine.time += 100
      watch.stop()
      machine.time += 70_000
      watch.go()
      watch.go()
      machine.time += 100
      watch.stop()
      throw away()
    }
    await expect(tryHandshakes(attempt, request, machine)).rejects.toMatchObject({ tries: 11 })
    expect(lefts.slice(0, 3)).toEqual([10_000, 9675, 9225])
    expect(Math.min(...lefts)).toBeGreaterThan(0)
  })

  it('are given up at once by an abort in the pause', async () => {
    const controller = new AbortController()
    let tries = 0
    const attempt = async (): Promise<never> => {
      tries += 1
      controller.abort()
      throw away()
    }
    const trying = tryHandshakes(attempt, { ...request, signal: controller.signal })
    await expect(trying).rejects.toBe('aborted')
    expect(tries).toBe(1)
  })
})
