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
  ])('%s gives %s', (names, folded) => {
    expect(foldNames(names.split(' '))).toBe(folded)
  })

  const name = fc.stringMatching(/^[a-c]{1,2}[0-9]{0,4}(?:-[xy][0-9]{0,2})?$/)
  it('loses no name and adds none', () => {
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1 }), (names) => {
        const again = foldNames(names).split(', ').flatMap(expandNames)
        expect([...again].sort()).toEqual([...names].sort())
      }),
    )
  })
})
