import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expandNames } from '../../../src/config/nodeset/expand-names.js'
import { foldNames } from '../../../src/errors/fold-names.js'

describe('folding', () => {
  it.each<[string, string]>([
    ['c a b', 'c, a, b'],
    ['gpu1 gpu2 gpu3 gpu10', 'gpu[1-3,10]'],
    ['gpu098 gpu099 gpu100 gpu101', 'gpu[098-101]'],
    ['gpu8 gpu9 gpu10 gpu11', 'gpu[8-11]'],
    ['gpu9 gpu010', 'gpu[9,010]'],
    ['r1n1 r1n2 r2n1', 'r1n[1-2], r2n1'],
    ['gpu gpu1', 'gpu, gpu1'],
    ['r2n1 r1n1 r2n2 r1n2 r3n1', 'r[1-2]n[1-2], r3n1'],
    ['gpu1.dc7.example.com gpu2.dc7.example.com gpu4.dc7.example.com', 'gpu[1-2,4].dc7.example.com'],
    ['10.0.0.1 10.0.0.2 10.0.1.1 10.0.1.2', '10.0.[0-1].[1-2]'],
    ['fd00:1::1 fd00:1::2 fd00:2::1 fd00:2::2', 'fd00:1::[1-2], fd00:2::[1-2]'],
    ['n1234567890123456 n1234567890123457', 'n1234567890123456, n1234567890123457'],
  ])('%s gives %s', (names, folded) => {
    expect(foldNames(names.split(' '))).toBe(folded)
  })

  const name = fc.stringMatching(/^[ab]{1,2}[0-9]{0,4}(?:-[xy]?[0-2]{0,2}){0,2}$/)
  it('loses no name and adds none', () => {
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1 }), (names) => {
        const again = foldNames(names).split(', ').flatMap(expandNames)
        expect([...again].sort()).toEqual([...names].sort())
      }),
    )
  })
})
