import fc from 'fast-check'
import { expect, test } from 'vitest'
import { growth } from '../../../src/soak/measure/growth.js'

test('a value that is larger at the end than it ever was at first has grown', () => {
  expect(growth([10, 12, 14, 16, 18, 20], 1)).toEqual({ perRound: 1.5 })
})

test.each([
  ['stays', [10, 10, 10, 10, 10, 10]],
  ['moves up and down', [10, 14, 9, 13, 10, 14]],
  ['rises once', [14, 10, 10, 14, 14, 14]],
  ['falls', [20, 18, 16, 14, 12, 10]],
  ['grows by no more than noise', [10, 10, 10, 11, 11, 11]],
  ['was seen twice alone', [10, 1000]],
])('a value that %s has not', (_, values) => {
  expect(growth(values, 1)).toBeNull()
})

test('a steady growth of more than the noise is seen through any noise', () => {
  const noisy = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 9, maxLength: 60 })
  fc.assert(
    fc.property(noisy, (values) => {
      expect(growth(values, 100)).toBeNull()
      const grown = values.map((value, round) => value + 201 * round)
      expect(growth(grown, 100)?.perRound).toBeGreaterThan(0)
    }),
  )
})
