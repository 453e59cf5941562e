import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fuzz } from '../../../testbed/test/fuzz/fuzz.js'
import { growsEvenly } from '../../../testbed/test/fuzz/growth.js'
import { oddText, prototypeNames, textOf } from '../../../testbed/test/fuzz/odd-texts.js'
import { addressProblem, rangeProblem } from '../../src/config/nodeset/address-problem.js'
import { canonicalAddress } from '../../src/config/nodeset/canonical-address.js'
import { describeHostForm } from '../../src/config/nodeset/describe-host-form.js'
import { expandNames } from '../../src/config/nodeset/expand-names.js'
import { membersOfGroup } from '../../src/config/nodeset/members-of-group.js'
import { NodesetError } from '../../src/config/nodeset/nodeset-error.js'
import { readPastedHost } from '../../src/config/nodeset/pasted-host.js'
import { selectNodes } from '../../src/config/nodeset/select-nodes.js'
import { splitNodeset } from '../../src/config/nodeset/split-nodeset.js'
import { foldNames } from '../../src/errors/fold-names.js'
import { problemsOf } from '../config/resolve.js'

const words = textOf(
  'gpu',
  '[1-3]',
  '[001-010/2]',
  '[',
  ']',
  '1',
  '-',
  ',',
  '@all',
  '!',
  'a.b',
  '::1',
  'user@',
  ':22',
  '/',
  '10.0.0.',
  ' ',
)
const hosts = ['gpu1', 'gpu2', 'gpu3', '::1', '10.0.0.1', 'constructor']
const groups = { all: hosts, two: ['gpu1', 'gpu2'] }

describe('nodesets', () => {
  it('name hosts that are there, or are refused', () => {
    fuzz(fc.oneof(words, oddText), (text) => {
      const selected = orRefused(() => selectNodes(text, { hosts, membersOf: membersOfGroup(groups) }))
      if (selected === null) return
      expect(selected).not.toEqual([])
      expect(hosts).toEqual(expect.arrayContaining([...selected]))
    })
  })

  it('stand for names, each once, or are refused', () => {
    fuzz(fc.oneof(words, oddText), (text) => {
      const names = orRefused(() => expandNames(text)) ?? []
      expect(new Set(names).size).toBe(names.length)
      orRefused(() => splitNodeset(text))
    })
  })

  it('fold names and mean the same again', () => {
    const name = fc.stringMatching(/^[a-z]{0,3}[0-9]{1,3}[a-z.]{0,2}[0-9]{0,2}$/)
    fuzz(fc.uniqueArray(name, { minLength: 1 }), (names) => {
      expect(
        new Set(
          foldNames(names, ',')
            .split(/,(?![^[]*\])/)
            .flatMap(expandNames),
        ),
      ).toEqual(new Set(names))
    })
  })

  it('know no group and no host that every object has', () => {
    for (const name of prototypeNames) {
      expect(() => membersOfGroup(groups)(name)).toThrow(NodesetError)
      expect(orRefused(() => selectNodes(`@${name}`, { hosts, membersOf: membersOfGroup(groups) }))).toBeNull()
    }
  })

  it.each([
    '[1-999999999999999]',
    '[1-100001]',
    '[1-1000][1-1000]',
    `${'x'.repeat(2000)}[1-100000]`,
    Array.from({ length: 20 }, (_, index) => `a${index}-[1-10000]`).join(),
  ])('of too many names are refused: %.40s', (text) => {
    expect(() => selectNodes(text, { hosts, membersOf: () => [] })).toThrow(/^(stands for|has a name of) more than/)
  })
})

describe('what people write for hosts', () => {
  it('is taken apart, described, or left', () => {
    fuzz(fc.oneof(words, oddText), (text) => {
      const pasted = readPastedHost(text)
      if (pasted?.port !== undefined) expect(pasted.port).toBeLessThanOrEqual(65_535)
      expect(typeof (describeHostForm(text, ['node_dict', text]) ?? '')).toBe('string')
      expect(typeof canonicalAddress(text)).toBe('string')
      expect(typeof (addressProblem(text) ?? rangeProblem(text) ?? '')).toBe('string')
    })
  })

  it.each([
    ['1::2::3', 'has 1::2::3, which is no IPv6 address; write one as in 2001:db8::1'],
    ['1:2:3', 'has 1:2:3, which is no IPv6 address; write one as in 2001:db8::1'],
    ['10.0.0.256', 'has 256 in 10.0.0.256, but an IPv4 address has numbers up to 255'],
    ['fe80::1%eth0', undefined],
    ['::ffff:10.0.0.1', undefined],
  ])('may be no address: %s', (text, problem) => {
    expect(addressProblem(text)).toBe(problem)
  })

  it.each([
    ['bastion:70000', 'has the port 70000 in bastion:70000; ports are numbers from 1 to 65535'],
    ['ann@bastion:0', 'has the port 0 in ann@bastion:0; ports are numbers from 1 to 65535'],
    ['a,[1::2::3]:22', 'has 1::2::3, which is no IPv6 address; write one as in 2001:db8::1'],
    ['[1.2]', 'has [1.2], which is no IPv6 address'],
  ])('may be no way to a host: %s', (jump, problem) => {
    expect(problemsOf({ node_dict: { a: { jump } } })).toEqual([`node_dict/a/jump: ${problem}`])
  })

  it.each(['none', 'a', 'ann@b:22,[::1]:2222', '[fe80::1%eth0]'])('may be a way to a host: %s', (jump) => {
    expect(problemsOf({ node_dict: { a: { jump } } })).toEqual([])
  })
})

describe('groups', () => {
  it('that use each other twice over are looked up once', () => {
    const chain = Array.from({ length: 45 }, (_, index) => [`g${index}`, `@g${index + 1},@g${index + 1}`])
    const file = { node_dict: { a: {} }, groups: { ...Object.fromEntries(chain), g45: 'a' } }
    expect(problemsOf(file)).toEqual([])
  })

  it('that use each other without an end are refused', () => {
    const chain = Array.from({ length: 2_000 }, (_, index) => [`g${index}`, `@g${index + 1}`])
    const problems = problemsOf({ node_dict: { a: {} }, groups: { ...Object.fromEntries(chain), g2000: 'a' } })
    expect(problems[0]).toBe(
      'groups/g0: is one of more than 50 groups that use each other in a row; name hosts in them',
    )
  })

  it('and hosts may have the names that every object has', () => {
    const named = Object.fromEntries(['constructor', 'toString', 'prototype'].map((name) => [name, {}]))
    const file = { node_dict: named, groups: { valueOf: 'constructor', hasOwnProperty: '@valueOf' } }
    expect(problemsOf(file)).toEqual([])
    expect(problemsOf(JSON.parse('{"node_dict": {"__proto__": {"jump": 5}, "a": {}}}'))).not.toEqual([])
  })
})

describe('large texts take as long as they are', () => {
  const parsers: readonly [string, (text: string) => unknown][] = [
    ['expandNames', (text) => orRefused(() => expandNames(text))],
    ['splitNodeset', (text) => orRefused(() => splitNodeset(text))],
    ['readPastedHost', readPastedHost],
    ['describeHostForm', (text) => describeHostForm(text, ['node_dict', text])],
    ['addressProblem', addressProblem],
    ['rangeProblem', rangeProblem],
    ['a host of a cluster file', (text) => problemsOf({ node_dict: { [text]: { jump: text, address: text } } })],
  ]
  const texts: readonly [string, (size: number) => string][] = [
    ['colons', (size) => `${':'.repeat(size)}!`],
    ['colons in brackets', (size) => `[${':'.repeat(size)}!`],
    ['brackets', (size) => '['.repeat(size)],
    ['ranges', (size) => '[1]'.repeat(size)],
    ['ranges without an end', (size) => '[1'.repeat(size)],
    ['numbers', (size) => `[${'1,'.repeat(size)}1]`],
    ['users', (size) => `${'a@'.repeat(size)}!`],
    ['names', (size) => `${'a.'.repeat(size)}!`],
    ['digits', (size) => `${'1'.repeat(size)}-`],
    ['dots', (size) => '1.'.repeat(size)],
    ['spaces', (size) => `a${' '.repeat(size)}!`],
    ['words', (size) => 'a=b '.repeat(size)],
  ]
  it.each(parsers)('%s', (_, parse) => {
    for (const [, make] of texts) growsEvenly(make, parse)
  })
})

/** What it gives; null where it refuses. Whatever else it throws is a fault. */
function orRefused<Value>(work: () => Value): Value | null {
  try {
    return work()
  } catch (error) {
    if (error instanceof NodesetError) return null
    throw error
  }
}
