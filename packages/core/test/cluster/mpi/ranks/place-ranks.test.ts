import fc from 'fast-check'
import { expect, it } from 'vitest'
import { hostsOfRanks, placeRanks } from '../../../../src/cluster/mpi/ranks/place-ranks.js'

it('spreads ranks over the hosts, more of them on the first, and leaves hosts out that have none', () => {
  expect(placeRanks(['a', 'b', 'c'], { ranks: 8 })).toEqual([
    { host: 'a', ranks: 3 },
    { host: 'b', ranks: 3 },
    { host: 'c', ranks: 2 },
  ])
  expect(placeRanks(['a', 'b', 'c'], { ranks: 2 }).map(({ host }) => host)).toEqual(['a', 'b'])
  expect(placeRanks(['a', 'b'], { ranksPerHost: 8 }).map(({ ranks }) => ranks)).toEqual([8, 8])
  expect(placeRanks(['a', 'b'], {}).map(({ ranks }) => ranks)).toEqual([1, 1])
})

it('places each rank once, in order, whatever is asked for', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 300 }), (hosts, ranks) => {
      const names = Array.from({ length: hosts }, (_, index) => `h${index}`)
      const placed = placeRanks(names, { ranks })
      const each = hostsOfRanks(placed)
      expect(each).toHaveLength(ranks)
      expect([...new Set(each)]).toEqual(placed.map(({ host }) => host))
      const counts = placed.map((one) => one.ranks)
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
    }),
  )
})

it.each([
  [{ ranks: 0 }],
  [{ ranks: 1.5 }],
  [{ ranksPerHost: -1 }],
  [{ ranks: Number.NaN }],
  [{ ranks: 2, ranksPerHost: 1 }],
])('refuses %j', (asked) => {
  expect(() => placeRanks(['a'], asked)).toThrow(TypeError)
})
