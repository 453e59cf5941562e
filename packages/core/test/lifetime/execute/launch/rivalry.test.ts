import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Observation } from '../../../../src/contract/index.js'
import { type Rivalry, rivalry } from '../../../../src/lifetime/execute/launch/rivalry.js'
import { goesFirst } from '../../../../src/lifetime/owners/goes-first.js'
import type { OwnerStanding } from '../../../../src/lifetime/owners/run.js'
import { absent, marker, run, running, stopped, unknown } from '../../observations.js'

const mine = run('m')
const [before, after] = [run('a'), run('z')]

it.each<[string, Observation, Rivalry, OwnerStanding?]>([
  ['the holder has given way', absent, 'free'],
  ['its engine is in between', unknown, 'wait'],
  ['the holder goes after', running({ by: after }), 'wait'],
  ['the holder goes after, and is out of sight', stopped({ by: after, startedAt: null }), 'wait', 'unknown'],
  ['the holder goes first', running({ by: before }), 'give way'],
  ['the holder goes after, and has launched everywhere', running({ by: after, committed: true }), 'give way'],
  ['it provisions', running({ by: after, provisioning: after }), 'give way'],
  ['it has provisioned', running({ by: after, marker: marker('done', after) }), 'give way'],
  ['its process is dead', running({ by: after }), 'give way', 'dead'],
  ['Berth did not make it', running({ labels: {} }), 'give way'],
  ['it is of another version', running({ labels: { 'berth.version': '9' } }), 'give way'],
  ['it is of this very run: two names of one machine', running({ by: mine }), 'give way'],
])('where %s', (_name, seen, expected, standing = 'alive') => {
  expect(rivalry(seen, mine, () => standing)).toBe(expected)
})

it('of two runs exactly one goes first, and of any number one goes before all', () => {
  const anyRun = fc.tuple(fc.string(), fc.string()).map(([id, user]) => run(id, user))
  fc.assert(
    fc.property(
      fc.uniqueArray(anyRun, { minLength: 2, maxLength: 6, selector: ({ id, owner }) => `${id}\0${owner.user}` }),
      (runs) => {
        const [one, other] = runs
        if (one === undefined || other === undefined) throw new Error('there are two')
        expect(goesFirst(one, other)).toBe(!goesFirst(other, one))
        const ahead = runs.filter((each) => runs.every((theirs) => each === theirs || goesFirst(each, theirs)))
        expect(ahead).toHaveLength(1)
      },
    ),
  )
})
