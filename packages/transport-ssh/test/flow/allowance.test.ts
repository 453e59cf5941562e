import { expect, it } from 'vitest'
import { Allowance } from '../../src/flow/allowance.js'

it('a host may send what was granted to it, and not a byte more', () => {
  const allowance = new Allowance(100)
  expect(allowance.spend(60)).toBe(true)
  allowance.grant(10)
  expect(allowance.spend(50)).toBe(true)
  expect(allowance.spend(1)).toBe(false)
})
