import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { groupAlike } from '../../../src/errors/hosts/group-alike.js'

const ids = ['3f2a1b2c3d4e', '00aa11bb22cc', 'ffee00112233'] as const

function grouped(...texts: readonly string[]): string[] {
  const byHost = new Map(texts.map((text, index) => [`n${index + 1}`, text]))
  return groupAlike(byHost).map(({ hosts, value }) => `${hosts.join(' ')} = ${value}`)
}

describe('texts of hosts', () => {
  it.each<[string, string[], string[]]>([
    ['that are equal', ['x', 'y', 'x'], ['n1 n3 = x', 'n2 = y']],
    [
      'that differ in a container id',
      ids.map((id) => `container ${id} is left: silent`),
      ['n1 n2 n3 = container … is left: silent'],
    ],
    ['that have one id in common', [`of ${ids[0]}`, `of ${ids[0]}`], [`n1 n2 = of ${ids[0]}`]],
    ['that differ in a digest', [`has sha256:${'a'.repeat(64)}`, `has sha256:${'b'.repeat(64)}`], ['n1 n2 = has …']],
    [
      'that differ in a point in time',
      ['since 2026-11-26T10:00:02.5Z', 'since 2026-11-26T09:59:00Z', 'since 2026-11-26T10:00:01Z'],
      ['n1 n2 n3 = since 2026-11-26T09:59:00Z to 2026-11-26T10:00:02.5Z'],
    ],
    [
      'that differ in a duration',
      ['ended after 12.5 s', 'ended after 900 ms'],
      ['n1 n2 = ended after 900 ms to 12.5 s'],
    ],
    ['that name their own host', ['n1: no route', 'n2: no route'], ['n1 n2 = …: no route']],
    ['that name another host', ['seen from n7', 'seen from n8'], ['n1 = seen from n7', 'n2 = seen from n8']],
    [
      'that differ in a run',
      ['of run 1f0e6a64-7f0e-4f0e-8f0e-3f2a1b2c3d4e', 'of run 1f0e6a64-7f0e-4f0e-8f0e-00aa11bb22cc'],
      ['n1 = of run 1f0e6a64-7f0e-4f0e-8f0e-3f2a1b2c3d4e', 'n2 = of run 1f0e6a64-7f0e-4f0e-8f0e-00aa11bb22cc'],
    ],
  ])('%s', (_title, texts, groups) => {
    expect(grouped(...texts)).toEqual(groups)
  })
})

it('has every host in one group, and the text of a host alone as it is', () => {
  const word = fc.constantFrom('a', 'n1', 'n2', ...ids, '7 s', '2026-11-26T10:00:00Z', '\n', '\0', '…')
  const texts = fc.array(
    fc.array(word, { maxLength: 6 }).map((words) => words.join(' ')),
    { maxLength: 8 },
  )
  fc.assert(
    fc.property(texts, (list) => {
      const byHost = new Map(list.map((text, index) => [`n${index + 1}`, text]))
      const groups = groupAlike(byHost)
      expect(groups.flatMap(({ hosts }) => hosts).toSorted()).toEqual([...byHost.keys()].toSorted())
      for (const { hosts, value } of groups) {
        if (new Set(hosts.map((host) => byHost.get(host))).size === 1) expect(byHost.get(hosts[0] ?? '')).toBe(value)
      }
    }),
  )
})
