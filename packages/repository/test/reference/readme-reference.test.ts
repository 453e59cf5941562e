import { expect, test } from 'vitest'
import { withReference } from '../../src/reference/readme-reference.js'

test('a README without its marks is an error, not a README without a reference', () => {
  expect(() => withReference('# Berth', '')).toThrow('README.md needs the lines')
})
