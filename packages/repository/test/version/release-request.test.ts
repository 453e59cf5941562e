import { expect, it } from 'vitest'
import { releaseRequest } from '../../src/version/release-request.js'

it('takes the date of today where none is given', () => {
  expect(releaseRequest(['0.2.0'], '2027-01-31')).toEqual({ version: '0.2.0', date: '2027-01-31' })
  expect(releaseRequest(['0.2.0', '2028-02-29'], '2027-01-31').date).toBe('2028-02-29')
  expect(releaseRequest(['1.0.0-rc.1', '2027-02-01'], '2027-01-31')).toEqual({
    version: '1.0.0-rc.1',
    date: '2027-02-01',
  })
})

it.each([
  [[], 'usage: npm run release:version -- VERSION [DATE]'],
  [['0.2.0', '2027-02-01', 'now'], 'usage'],
  [['v0.2.0'], 'v0.2.0 is no version such as'],
  [['0.2'], '0.2 is no version such as'],
  [['0.2.0', '1.2.2027'], '1.2.2027 is no date such as 2027-01-31'],
  [['0.2.0', '2027-13-01'], '2027-13-01 is no date'],
  [['0.2.0', '2026-02-30'], '2026-02-30 is no date'],
  [['0.2.0', '2027-02-29'], '2027-02-29 is no date'],
])('refuses %j', (words, message) => {
  expect(() => releaseRequest(words, '2027-01-31')).toThrow(message)
})
