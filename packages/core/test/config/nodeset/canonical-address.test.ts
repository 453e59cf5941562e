import fc from 'fast-check'
import { expect, it } from 'vitest'
import { canonicalAddress } from '../../../src/config/nodeset/canonical-address.js'

it('is the same for every spelling of an IPv6 address, and another one for each address', () => {
  const groups = fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 8, maxLength: 8 })
  const spellings = (numbers: readonly number[]): string[] => {
    const hex = numbers.map((number) => number.toString(16))
    const zeros = hex.findIndex((digits, index) => digits === '0' && hex[index + 1] === '0')
    const short = zeros === -1 ? hex.join(':') : `${hex.slice(0, zeros).join(':')}::${hex.slice(zeros + 2).join(':')}`
    return [hex.join(':'), hex.map((digits) => digits.toUpperCase().padStart(4, '0')).join(':'), short]
  }
  fc.assert(
    fc.property(groups, groups, (one, other) => {
      const forms = new Set(spellings(one).map(canonicalAddress))
      expect(forms.size).toBe(1)
      const isSame = one.every((number, index) => number === other[index])
      expect(forms.has(canonicalAddress(other.map((number) => number.toString(16)).join(':')))).toBe(isSame)
    }),
  )
})

it.each([
  ['GPU1.Lab.', 'gpu1.lab'],
  ['10.0.0.1', '10.0.0.1'],
  ['::ffff:10.0.0.1', '10.0.0.1'],
  ['::FFFF:0a00:0001', '10.0.0.1'],
  ['FE80:0::1%eth0', 'fe80::1%eth0'],
  ['fe80::1%eth1', 'fe80::1%eth1'],
])('of %s is %s', (address, canonical) => {
  expect(canonicalAddress(address)).toBe(canonical)
})
