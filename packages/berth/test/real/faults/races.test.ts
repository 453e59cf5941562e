import { allFaults, faultShare } from '@berth/testbed'
import { expect } from 'vitest'
import { describeReal, realTest as test, useOwnHosts } from '../support/index.js'
import { type Race, type RaceOutcome, race } from './support/race.js'
import { workThrough } from './support/work-through.js'

/** Rounds of each kind. */
const rounds = Math.ceil(100 * faultShare())

/** Pairs of hosts on which rounds are made side by side. */
const pairs = 4

const twoUsers: readonly Pick<Race, 'calls' | 'users'>[] = [
  { calls: ['up', 'up'], users: 'two users' },
  { calls: ['up', 'down'], users: 'two users' },
  { calls: ['up', 'attach'], users: 'two users' },
]

const oneUser = twoUsers.map(({ calls }) => ({ calls, users: 'one user' }) as const)

const kinds = [...oneUser, ...twoUsers]

describeReal.skipIf(!allFaults())('two processes at one name', () => {
  const hosts = useOwnHosts(2 * pairs, { images: 'all' })

  test('each ends, one set or none is there, set up once, and nothing is orphaned', {
    timeout: 7_200_000,
  }, async () => {
    const queue = Array.from({ length: rounds }, (_, round) =>
      kinds.map((kind, index): Race => ({ ...kind, seed: 1000 * (index + 1) + round })),
    ).flat()
    const outcomes: RaceOutcome[] = []
    const places = Array.from({ length: pairs }, (_, at) => hosts().hosts.slice(2 * at, 2 * at + 2))
    await workThrough(queue, places, async (next, pair) => {
      outcomes.push(await race(hosts(), pair, next))
    })
    expect(outcomes.flatMap(({ violations }) => violations)).toEqual([])
    const both = outcomes.filter(({ bothDone }) => bothDone).length
    expect(both, 'one loses in some rounds, and none in others: were it not so, this would test nothing').toSatisfy(
      (count: number) => count > 0 && count < outcomes.length,
    )
  })
})
