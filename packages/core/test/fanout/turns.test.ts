import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BerthError } from '../../src/errors/index.js'
import { onHosts, Turns } from '../../src/fanout/index.js'

type Fate = 'good' | 'bad'

/** Work of so many hosts, whose ends a scheduler orders; with what was seen of it. */
async function working(fates: readonly Fate[], atOnce: number, scheduler: fc.Scheduler) {
  const turns = new Turns(atOnce)
  const [begun, waited]: [string[], string[]] = [[], []]
  let [now, most, idleWhileWaiting] = [0, 0, false]
  const hosts = fates.map((_, index) => `n${index}`)
  const outcomes = await scheduler.waitFor(
    onHosts(hosts, 'work', (host) =>
      turns.take({ host, operation: 'work', onWaiting: () => void waited.push(host) }, async () => {
        begun.push(host)
        now += 1
        most = Math.max(most, now)
        await scheduler.schedule(Promise.resolve(), host)
        // Everybody whose turn it is has begun by now.
        idleWhileWaiting ||= now < Math.min(atOnce, hosts.length - (begun.length - now))
        now -= 1
        if (fates[Number(host.slice(1))] === 'bad') {
          throw new BerthError({ code: 'BERTH_PROVISION_FAILED', host, operation: 'work', message: 'broken' })
        }
        return host
      }),
    ),
  )
  return { hosts, begun, waited, most, idleWhileWaiting, outcomes }
}

describe('turns', () => {
  const anyFates = fc.array(fc.constantFrom<Fate[]>('good', 'good', 'bad'), { maxLength: 14 })
  it('are never more at once than the bound, are first come first served, and none waits for others than the next free place', async () => {
    let schedules = 0
    await fc.assert(
      fc.asyncProperty(anyFates, fc.integer({ min: 1, max: 5 }), fc.scheduler(), async (fates, atOnce, scheduler) => {
        schedules += 1
        const { hosts, begun, waited, most, idleWhileWaiting, outcomes } = await working(fates, atOnce, scheduler)
        expect(most).toBe(Math.min(atOnce, hosts.length))
        expect(begun).toEqual(hosts.slice(0, begun.length))
        expect(waited).toEqual(hosts.slice(atOnce))
        if (begun.length === hosts.length) expect(idleWhileWaiting).toBe(false)
        expect([...outcomes.keys()]).toEqual(hosts)
        for (const host of begun) expect(outcomes.get(host)?.ok).toBe(fates[Number(host.slice(1))] === 'good')
        for (const host of hosts.slice(begun.length)) expect(outcomes.get(host)?.ok).toBe(false)
        // Only what failed as often as may be is given up.
        const failed = begun.filter((host) => fates[Number(host.slice(1))] === 'bad')
        if (begun.length < hosts.length) expect(failed.length).toBeGreaterThanOrEqual(atOnce)
      }),
      { numRuns: 500 },
    )
    expect(schedules).toBeGreaterThanOrEqual(500)
  })

  it('that failed on all who had theirs are not given to the others, who say so', async () => {
    const { begun, outcomes } = await working(
      ['bad', 'bad', 'bad', 'bad', 'bad'],
      2,
      fc.schedulerFor([1, 2, 3, 4, 5]) as unknown as fc.Scheduler,
    )
    expect(begun).toEqual(['n0', 'n1', 'n2'].slice(0, begun.length))
    const last = outcomes.get('n4')
    expect(last).toMatchObject({
      ok: false,
      error: { code: 'BERTH_PROVISION_FAILED', retryable: true, reason: expect.stringMatching(/^not begun/) },
    })
  })

  it('are not waited for after an abort, and the others go on', async () => {
    const turns = new Turns(1)
    const [ends, aborting]: [(() => void)[], AbortController] = [[], new AbortController()]
    const work = () => new Promise<void>((resolve) => void ends.push(resolve))
    const first = turns.take({ host: 'a', operation: 'work' }, work)
    const second = turns.take({ host: 'b', operation: 'work', signal: aborting.signal }, work)
    const third = turns.take({ host: 'c', operation: 'work' }, work)
    aborting.abort(new Error('no more'))
    await expect(second).rejects.toMatchObject({ code: 'BERTH_ABORTED', host: 'b' })
    expect(ends).toHaveLength(1)
    ends[0]?.()
    await first
    await expect.poll(() => ends.length).toBe(2)
    ends[1]?.()
    await third
    await expect(turns.take({ host: 'd', operation: 'work', signal: aborting.signal }, work)).rejects.toMatchObject({
      code: 'BERTH_ABORTED',
    })
    expect(ends).toHaveLength(2)
  })
})
