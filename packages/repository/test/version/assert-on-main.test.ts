import { expect, it } from 'vitest'
import { assertOnMain } from '../../src/version/assert-on-main.js'

it('lets main be released', () => {
  expect(() => assertOnMain('main')).not.toThrow()
})

it.each([
  ['feature', 'HEAD is on the branch feature: git switch main'],
  ['main-2', 'HEAD is on the branch main-2: git switch main'],
  ['', 'HEAD is on no branch: git switch main'],
])('refuses "%s"', (branch, message) => {
  expect(() => assertOnMain(branch)).toThrow(message)
})
