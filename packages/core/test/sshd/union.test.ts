import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ensureSshd } from '../../src/sshd/index.js'
import { FakeContainer } from './fake-containers.js'

const settings = { port: 2224, cluster: 'lab' }
const hosts = ['1', '2', '3', '4', '5'] as const

type Host = (typeof hosts)[number]

/** What happens to a set: an `up` over some hosts, or something that happens to one container. */
type Happening =
  | { readonly up: readonly Host[] }
  | { readonly restart: Host }
  | { readonly relaunch: Host }
  | { readonly relaunch: Host; readonly fromImageOf: Host }

const anyHost = fc.constantFrom(...hosts)
const anySubset = fc.subarray([...hosts], { minLength: 1 })
const anyHappenings: fc.Arbitrary<Happening[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ up: anySubset }) },
    fc.record({ restart: anyHost }),
    fc.record({ relaunch: anyHost }),
    fc.record({ relaunch: anyHost, fromImageOf: anyHost }),
  ),
  { maxLength: 12 },
)

class FakeSet {
  readonly containers: ReadonlyMap<Host, FakeContainer>

  constructor(before?: () => Promise<unknown>) {
    this.containers = new Map(hosts.map((host) => [host, new FakeContainer(host, before)]))
  }

  on(some: readonly Host[]): FakeContainer[] {
    return some.flatMap((host) => this.containers.get(host) ?? [])
  }

  up(some: readonly Host[]): Promise<unknown> {
    return ensureSshd(this.on(some), settings)
  }

  happen(happening: Exclude<Happening, { readonly up: readonly Host[] }>): void {
    if ('restart' in happening) for (const one of this.on([happening.restart])) one.restart()
    else {
      const [image] = 'fromImageOf' in happening ? this.on([happening.fromImageOf]) : []
      for (const one of this.on([happening.relaunch])) one.relaunch(image?.files)
    }
  }

  /** Each pair of which one reaches the other, by each of its names: `FROM NAME`. */
  working(some: readonly Host[] = hosts): Set<string> {
    const all = this.on(some)
    return new Set(
      all.flatMap((from) =>
        all.flatMap((to) => to.names.filter((name) => from.reaches(to, name)).map((name) => `${from.host} ${name}`)),
      ),
    )
  }

  /** Every pair, as {@link working} tells it. */
  pairs(some: readonly Host[] = hosts): Set<string> {
    const all = this.on(some)
    return new Set(all.flatMap((from) => all.flatMap((to) => to.names.map((name) => `${from.host} ${name}`))))
  }
}

describe('after any sequence of ups over subsets', () => {
  test('an up takes nothing that worked away, its own hosts reach each other, and one over all joins all', async () => {
    await fc.assert(
      fc.asyncProperty(anyHappenings, async (happenings) => {
        const set = new FakeSet()
        for (const happening of [...happenings, { up: hosts }]) {
          if (!('up' in happening)) {
            set.happen(happening)
            continue
          }
          const before = set.working()
          await set.up(happening.up)
          const after = set.working()
          expect([...before].filter((pair) => !after.has(pair))).toEqual([])
          expect(set.working(happening.up)).toEqual(set.pairs(happening.up))
        }
        const steps = set.on(hosts).map((one) => one.steps.length)
        await set.up(hosts)
        expect(set.on(hosts).map((one, index) => one.steps.slice(steps[index]).filter(({ sent }) => sent > 0))).toEqual(
          hosts.map(() => []),
        )
      }),
      { numRuns: 400 },
    )
  })

  test('two at once, under any schedule, take nothing away either', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(anySubset, { maxLength: 3 }),
        anySubset,
        anySubset,
        async (scheduler, earlier, one, two) => {
          let concurrent = false
          const set = new FakeSet(() => (concurrent ? scheduler.schedule(Promise.resolve()) : Promise.resolve()))
          for (const some of earlier) await set.up(some)
          const before = set.working()
          concurrent = true
          const both = Promise.all([set.up(one), set.up(two)])
          await scheduler.waitFor(both)
          const after = set.working()
          expect([...before].filter((pair) => !after.has(pair))).toEqual([])
          for (const some of [one, two]) expect(set.working(some)).toEqual(set.pairs(some))
        },
      ),
      { numRuns: 400 },
    )
  })
})

describe('a subset', () => {
  test('keeps what its containers know of the rest of the set', async () => {
    const set = new FakeSet()
    await set.up(hosts)
    await set.up(['1', '2'])
    expect(set.working()).toEqual(set.pairs())
  })

  test('gives a container that is launched again the keys by which the rest knows it', async () => {
    const set = new FakeSet()
    await set.up(hosts)
    set.happen({ relaunch: '3' })
    await set.up(['1', '3'])
    expect(set.working()).toEqual(set.pairs())
  })

  test('discards keys that came along in the image', async () => {
    const set = new FakeSet()
    await set.up(['1', '2'])
    set.happen({ relaunch: '3', fromImageOf: '1' })
    await set.up(['3'])
    const [one, three] = set.on(['1', '3'])
    expect(three?.sshd?.hostKey).not.toBe(one?.sshd?.hostKey)
    expect([...set.working(['1', '3'])].filter((pair) => pair.startsWith('3 '))).toEqual(['3 3', '3 10.0.0.3'])
  })
})

test('what is sent to a host is all names once, in lines that hold many, however many hosts there are', async () => {
  const containers = Array.from({ length: 1000 }, (_, index) => new FakeContainer(`gpu-node-${index}`))
  await ensureSshd(containers, settings)
  const names = containers.flatMap((container) => container.names).join('').length
  const sent = containers.map(({ steps }) => steps.reduce((sum, step) => sum + step.sent, 0))
  // A name stands in two files, with its port in one; everything else is a few bytes a name and a few files.
  expect(Math.max(...sent)).toBeLessThan(2 * names + 2000 * 16 + 4000)
})
