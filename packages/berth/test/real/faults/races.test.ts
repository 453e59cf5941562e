import { faultCount } from '@berth/testbed'
import { expect } from 'vitest'
import { describeReal, realTest as test, useOwnHosts } from '../support/index.js'
import { type Race, race } from './support/race.js'

/** Rounds of each kind. */
const rounds = faultCount({ cut: 1, all: 100 })

/** Pairs of hosts on which rounds are made side by side. */
const pairs = faultCount({ cut: 2, all: 4 })

const kinds: readonly Pick<Race, 'calls' | 'users'>[] = [
  { calls: ['up', 'up'], users: 'one user' },
  { calls: ['up', 'up'], users: 'two users' },
  { calls: ['up', 'down'], users: 'one user' },
  { calls: ['up', 'down'], users: 'two users' },
  { calls: ['up', 'attach'], users: 'one user' },
  { calls: ['up', 'attach'], users: 'two users' },
]

describeReal('two processes at one name', () => {
  const hosts = useOwnHosts(2 * pairs, { images: 'all' })

  test('each ends, one set or none is there, set up once, and nothing is orphaned', {
    timeout: 3_600_000,
  }, async () => {
    const queue = kinds.flatMap((kind, index) =>
      Array.from({ length: rounds }, (_, round): Race => ({ ...kind, seed: 1000 * (index + 1) + round })),
    )
    const violations: string[] = []
    await Promise.all(
      Array.from({ length: pairs }, async (_, at) => {
        const pair = hosts().hosts.slice(2 * at, 2 * at + 2)
        for (let next = queue.shift(); next !== undefined; next = queue.shift())
          violations.push(...(await race(hosts(), pair, next)))
      }),
    )
    expect(violations).toEqual([])
  })
})
