import { afterEach, expect, it, vi } from 'vitest'
import { faultSeed, faultShare, seedVariable, shareVariable } from '../../src/faults/extent.js'

afterEach(() => vi.unstubAllEnvs())

it('a part of the faults is above 0 and up to 1, and all of them by default', () => {
  expect(faultShare()).toBe(1)
  vi.stubEnv(shareVariable, '0.2')
  expect(faultShare()).toBe(0.2)
})

it.each(['0', '-1', '1.1', 'x', '', 'NaN'])('%j is no part', (text) => {
  vi.stubEnv(shareVariable, text)
  expect(faultShare).toThrow('is no part, above 0 and up to 1')
})

it('the number that chance begins from is whole, and always the same by default', () => {
  expect(faultSeed()).toBe(1)
  vi.stubEnv(seedVariable, '7')
  expect(faultSeed()).toBe(7)
  vi.stubEnv(seedVariable, '7.5')
  expect(faultSeed).toThrow('is no whole number')
})
