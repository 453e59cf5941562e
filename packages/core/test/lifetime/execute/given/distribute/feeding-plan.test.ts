import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FeedingPlan } from '../../../../../src/lifetime/execute/given/distribute/feeding-plan.js'

const hostsOf = (count: number): string[] => Array.from({ length: count }, (_, index) => `h${index}`)

function planOf(hosts: readonly string[]): FeedingPlan {
  const plan = new FeedingPlan()
  for (const host of hosts) plan.join(host)
  return plan
}

const fromOf = (plan: FeedingPlan, host: string, key = 'k'): string | null => {
  const source = plan.feed(host, key)
  return source.from === 'host' ? source.host : source.from
}

describe('who feeds whom', () => {
  it('is a line, of which the first is fed from here', () => {
    const hosts = hostsOf(5)
    const plan = planOf(hosts)
    expect(hosts.map((host) => fromOf(plan, host))).toEqual(['here', 'h0', 'h1', 'h2', 'h3'])
  })

  it('is a tree of two branches each, where there are many', () => {
    const hosts = hostsOf(40)
    const plan = planOf(hosts)
    const feeders = hosts.map((host) => fromOf(plan, host))
    expect(feeders.slice(0, 7)).toEqual(['here', 'h0', 'h0', 'h1', 'h2', 'h1', 'h2'])
    expect(feeders.filter((feeder) => feeder === 'h0')).toHaveLength(2)
  })

  it('is another host for one that loses its own, and never one that it feeds', () => {
    const plan = planOf(['a', 'b', 'c'])
    expect(['a', 'b', 'c'].map((host) => fromOf(plan, host))).toEqual(['here', 'a', 'b'])
    plan.gone('b')
    expect(fromOf(plan, 'c')).toBe('a')
    plan.gone('a')
    plan.fed('c', 'k', false)
    expect(fromOf(plan, 'c')).toBe('here')
  })

  it('is none that was barred, nor any where a host is to be fed from here', () => {
    const plan = planOf(['a', 'b', 'c'])
    expect([fromOf(plan, 'a'), fromOf(plan, 'b')]).toEqual(['here', 'a'])
    plan.bar('c', 'b')
    expect(fromOf(plan, 'c')).toBe('a')
    plan.fed('c', 'k', false)
    plan.alone('c')
    expect(fromOf(plan, 'c')).toBe('here')
  })

  it('is nobody for now, where all that have it feed two already', () => {
    const plan = planOf(['a', 'b', 'c', 'd'])
    expect(fromOf(plan, 'a')).toBe('here')
    plan.fed('a', 'k', true)
    for (const host of ['b', 'c', 'd']) for (const other of ['b', 'c', 'd']) plan.bar(host, other)
    expect(['b', 'c', 'd'].map((host) => fromOf(plan, host))).toEqual(['a', 'a', null])
    plan.fed('b', 'k', true)
    expect(fromOf(plan, 'd')).toBe('a')
  })
})

/** What happens next, by chance: a host gets some, or is gone, or a pair of hosts is found not to reach each other. */
const happenings = fc.array(
  fc.oneof(
    { weight: 12, arbitrary: fc.record({ does: fc.constant('gets'), at: fc.nat() }) },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('dies'), at: fc.nat() }) },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('breaks'), at: fc.nat() }) },
  ),
  { maxLength: 400 },
)

const whole = 5

/** Hosts that are fed as a plan says, in steps: what each has of one thing, and by whom it is fed. */
class FedHosts {
  readonly plan: FeedingPlan
  readonly has = new Map<string, number>()
  readonly feeders = new Map<string, string>()
  /** Times that something began to be sent from here. */
  sent = 0

  constructor(hosts: readonly string[]) {
    this.plan = planOf(hosts)
    for (const host of hosts) this.has.set(host, 0)
    for (const host of hosts) this.ask(host)
  }

  ask(host: string): void {
    const feeder = fromOf(this.plan, host)
    if (feeder === null) return
    if (feeder === 'here') this.sent += 1
    else if (!this.has.has(feeder)) throw new Error(`${host} is fed by ${feeder}, which is gone`)
    this.feeders.set(host, feeder)
    this.check(host, feeder)
  }

  check(host: string, feeder: string): void {
    if (feeder === 'here') return
    const fed = [...this.feeders.values()].filter((other) => other === feeder).length
    if (fed > 2) throw new Error(`${feeder} feeds ${fed}`)
    for (let at: string | undefined = feeder; at !== undefined; at = this.feeders.get(at)) {
      if (at === host) throw new Error(`${host} waits for itself`)
    }
  }

  /** One step of one host, if its feeder has more than it. */
  get(host: string): boolean {
    const feeder = this.feeders.get(host)
    const there = this.has.get(host)
    if (feeder === undefined || there === undefined) return false
    if (feeder !== 'here' && (this.has.get(feeder) ?? 0) <= there) return false
    this.has.set(host, there + 1)
    if (there + 1 === whole) this.end(host, true)
    return true
  }

  end(host: string, isWhole: boolean): void {
    this.feeders.delete(host)
    this.plan.fed(host, 'k', isWhole)
    this.askAll()
  }

  askAll(): void {
    for (const [host, there] of this.has) if (there < whole && !this.feeders.has(host)) this.ask(host)
  }

  die(host: string): void {
    this.has.delete(host)
    this.feeders.delete(host)
    this.plan.gone(host)
    for (const [other, feeder] of [...this.feeders]) if (feeder === host) this.break(other)
    this.askAll()
  }

  break(host: string): void {
    const feeder = this.feeders.get(host)
    if (feeder === undefined || feeder === 'here') return
    this.plan.bar(host, feeder)
    this.end(host, false)
  }
}

describe('all that live', () => {
  it('have it in the end, whoever dies when, and it is sent from here once more for each loss at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), happenings, (count, events) => {
        const fed = new FedHosts(hostsOf(count))
        let losses = 0
        for (const { does, at } of events) {
          const living = [...fed.has.keys()]
          const host = living[at % living.length]
          if (host === undefined) break
          if (does === 'gets') fed.get(host)
          else if (living.length > 1) {
            // One that feeds two takes both of them along.
            losses += 2
            if (does === 'dies') fed.die(host)
            else fed.break(host)
          }
        }
        // Nobody waits for somebody who waits: some host gets on, until all have it.
        for (;;) {
          const waiting = [...fed.has].filter(([, there]) => there < whole)
          if (waiting.length === 0) break
          if (!waiting.some(([host]) => fed.get(host))) throw new Error('all wait for others that wait')
        }
        expect(fed.sent).toBeLessThanOrEqual(1 + losses)
      }),
      { numRuns: 200 },
    )
  })
})
