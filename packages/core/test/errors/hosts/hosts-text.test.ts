import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expandNames } from '../../../src/config/nodeset/expand-names.js'
import { hostsText } from '../../../src/errors/index.js'

describe('the names of hosts', () => {
  it.each<[string, string]>([
    ['', ''],
    ['a', 'a'],
    ['n10 n2', 'n2, n10'],
    ['n1 n1 n2', 'n1, n2'],
    ['n4 n3 n2 n1', 'n1, n2, n3, n4'],
    ['n5 n4 n3 n2 n1', 'n[1-5] (5)'],
    ['r2n1 r1n2 r1n1 head r1n3', 'head, r1n[1-3], r2n1 (5)'],
    ['n10 n9 n2 n1 n11 n1', 'n[1-2,9-11] (5)'],
  ])('%s are told as %s', (names, told) => {
    expect(hostsText(names.split(' ').filter(Boolean))).toBe(told)
  })

  it('end a sentence with the last of a few, and never begin one', () => {
    expect(hostsText(['b', 'a', 'c'], { last: ' and ' })).toBe('a, b and c')
    expect(hostsText(['a'], { last: ' and ' })).toBe('a')
    expect(hostsText(['n1', 'n2', 'n3', 'n4', 'n5'], { last: ' and ' })).toBe('n[1-5] (5)')
  })

  it('are cut where not even a nodeset is short, and say how many more there are', () => {
    const odd = Array.from({ length: 1000 }, (_, index) => `gpu${String(2 * index + 1).padStart(4, '0')}`)
    expect(hostsText(odd)).toMatch(/^gpu\[0001,0003,.*\] and 9\d\d more \(1000\)$/)
  })

  it('take no more room than there is, however few they are', () => {
    expect(hostsText(['gpu001', 'gpu002', 'gpu003'], { longest: 12 })).toBe('gpu[001-003] (3)')
    expect(hostsText(['rack-a', 'rack-b', 'rack-c'], { longest: 12 })).toBe('rack-a and 2 more (3)')
    expect(hostsText(['a-very-long-name'], { longest: 4 })).toBe('a-very-long-name')
  })

  const anyHosts = fc.uniqueArray(fc.stringMatching(/^[a-c]{1,8}[0-9]{0,5}(?:-[a-z]{0,3}[0-9]{0,2})?$/), {
    minLength: 1,
    maxLength: 300,
  })
  it('are short whatever the hosts are called, and lose none of whom they do not count', () => {
    fc.assert(
      fc.property(anyHosts, (hosts) => {
        const told = hostsText(hosts)
        expect(told.length).toBeLessThanOrEqual(430)
        const [names = '', count = hosts.length] = told.split(/ \((\d+)\)$/)
        expect(Number(count)).toBe(hosts.length)
        const [, shown = names, more = '0'] = /^(.*) and (\d+) more$/.exec(names) ?? []
        const named = shown.split(', ').flatMap(expandNames)
        expect(hosts).toEqual(expect.arrayContaining(named))
        expect(named.length + Number(more)).toBe(hosts.length)
      }),
    )
  })
})
