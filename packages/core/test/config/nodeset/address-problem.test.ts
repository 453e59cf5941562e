import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressProblem, rangeProblem } from '../../../src/config/nodeset/address-problem.js'
import { expandNames } from '../../../src/config/nodeset/expand-names.js'

const byte = fc.integer({ min: 0, max: 255 })
const network = fc.tuple(byte, byte, byte).map((bytes) => `${bytes.join('.')}.`)

describe('a range of addresses without brackets', () => {
  it('is told with the range to write, which stands for these very addresses', () => {
    fc.assert(
      fc.property(network, byte, byte, (start, one, other) => {
        const [first, last] = [Math.min(one, other), Math.max(one, other)]
        const all = Array.from({ length: last - first + 1 }, (_, index) => `${start}${first + index}`)
        for (const text of [`${start}${first}-${last}`, `${start}${first}-${start}${last}`]) {
          const [, meant = ''] = /; write (\S+)$/.exec(rangeProblem(text) ?? '') ?? []
          expect(expandNames(meant)).toEqual(all)
        }
      }),
    )
  })

  it.each([
    ['192.168.1.10-20', 'is a range without brackets; write 192.168.1.[10-20]'],
    ['10.0.0-1.5', 'is a range without brackets; write 10.0.[0-1].5'],
    ['10.0.[0-1].10-20', 'is a range without brackets; write 10.0.[0-1].[10-20]'],
    ['10.0.0.1-10.0.1.9', 'is a range without brackets; write one as in 10.0.0.[1-20]'],
  ])('%s', (text, problem) => {
    expect(rangeProblem(text)).toBe(problem)
  })

  it.each(['10.0.0.[1-20]', 'ip-10-0-0-1', 'gpu1-8', '10-0-0-1.lab', '1-2', 'a.b.c.1-2', 'fe80::1', '10.0.0.1'])(
    'is not %s',
    (text) => {
      expect(rangeProblem(text)).toBeUndefined()
    },
  )
})

describe('an address', () => {
  it('has no problem as programs print it', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(addressProblem(address)).toBeUndefined()
      }),
    )
  })

  it('with zeros before a number is told with the address that is meant', () => {
    const zeros = fc.nat({ max: 3 })
    fc.assert(
      fc.property(fc.array(fc.tuple(byte, zeros), { minLength: 4, maxLength: 4 }), (parts) => {
        fc.pre(parts.some(([, count]) => count > 0))
        const address = parts.map(([number, count]) => `${'0'.repeat(count)}${number}`).join('.')
        expect(addressProblem(address)).toMatch(new RegExp(`; write ${parts.map(([number]) => number).join('\\.')}$`))
      }),
    )
  })

  it.each([
    ['10.0.0.256', 'has 256 in 10.0.0.256, but an IPv4 address has numbers up to 255'],
    ['010.1.2.3', 'has 010.1.2.3, with zeros that some programs take for octal numbers; write 10.1.2.3'],
  ])('%s', (address, problem) => {
    expect(addressProblem(address)).toBe(problem)
  })

  it.each(['10.0.0', '010', 'node010', '10.0.0.01.lab', 'fe80::01', '1.2.3.4.05'])('is not %s', (name) => {
    expect(addressProblem(name)).toBeUndefined()
  })
})
