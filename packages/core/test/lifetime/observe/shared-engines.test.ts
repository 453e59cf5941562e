import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EngineFacts, Observation } from '../../../src/contract/index.js'
import { sharedEngines } from '../../../src/lifetime/observe/shared-engines.js'
import { absent, engine, running } from '../observations.js'

const at = (change: Partial<EngineFacts>, id?: string): Observation => {
  const facts = { ...engine, ...change }
  const seen = running()
  return id === undefined
    ? { ...absent, engine: facts }
    : { ...seen, engine: facts, container: { ...seen.container, id } }
}
const shared = (...seen: readonly Observation[]): readonly string[] =>
  [...sharedEngines(new Map(seen.map((one, index) => [`n${index + 1}`, one])))].map(([host]) => host)

describe('two names of one engine', () => {
  it('are known by the id of the engine, with the other name and the id told', () => {
    const seen = new Map([
      ['n1', at({ id: 'E' }, 'c1')],
      ['n2', at({ id: 'other' })],
      ['n3', at({ id: 'E' })],
    ])
    const unknown = {
      state: 'unknown',
      reason: 'n1, n3 are names of one engine: each of them reaches the engine E',
      remedy: 'Name every machine once in the cluster file.',
      unreachable: false,
    }
    expect([...sharedEngines(seen)]).toEqual([
      ['n1', unknown],
      ['n3', unknown],
    ])
  })

  it('are known by the id of the container where engines have no ids', () => {
    expect(shared(at({ id: null }, 'c'), at({ id: null }, 'c'))).toEqual(['n1', 'n2'])
    expect(shared(at({ id: null }, 'c'), at({ id: null }))).toEqual([])
  })

  it('are two copies of one machine where each is surely the engine of a boot of its own', () => {
    expect(shared(at({ boot: '1' }, 'c'), at({ boot: '2' }, 'c'))).toEqual([])
    expect(shared(at({ boot: '1' }, 'c'), at({ boot: '2', own: false }, 'c'))).toEqual(['n1', 'n2'])
    expect(shared(at({ boot: '1' }), at({ boot: '2' }), at({ boot: '1' }))).toEqual(['n1', 'n3'])
  })

  it('are two hosts on one boot where engines and containers are others', () => {
    expect(shared(at({ id: 'E1' }, 'c1'), at({ id: 'E2' }, 'c2'))).toEqual([])
  })

  it('are found whatever else is in the fleet, and nothing else is', () => {
    const host = fc.record({ id: fc.constantFrom('A', 'B', 'C', null), boot: fc.constantFrom('1', '2', null) })
    fc.assert(
      fc.property(fc.array(host, { maxLength: 8 }), (hosts) => {
        const twice = hosts.flatMap((one, index) =>
          hosts.some((other, at) => at !== index && one.id !== null && other.id === one.id && other.boot === one.boot)
            ? [`n${index + 1}`]
            : [],
        )
        expect([...shared(...hosts.map((one) => at(one)))].sort()).toEqual(twice.sort())
      }),
      { numRuns: 500 },
    )
  })
})
