import { describe, expect, it } from 'vitest'
import { argumentIdentity, canonicalJson } from '../../../src/lifetime/spec/value-identity.js'

const mount = { source: '/a', target: '/a', options: null }

describe('an argument', () => {
  it.each<[unknown, unknown]>([
    [undefined, false],
    [undefined, null],
    [undefined, []],
    [undefined, {}],
    [[mount], [{ kind: 'bind', source: '/a', target: '/a' }]],
    [
      { soft: 1, hard: -1 },
      { hard: -1, soft: 1 },
    ],
  ])('%j asks for what %j does', (one, other) => expect(argumentIdentity(one)).toBe(argumentIdentity(other)))

  it.each<[unknown, unknown]>([
    [undefined, ''],
    [true, 'true'],
    [2, '2'],
    [
      ['a', 'b'],
      ['b', 'a'],
    ],
    [
      ['--label', 'a, b'],
      ['--label', 'a', 'b'],
    ],
    [['false'], [false]],
    [[mount], [{ ...mount, options: 'ro' }]],
  ])('%j does not ask for what %j does', (one, other) =>
    expect(argumentIdentity(one)).not.toBe(argumentIdentity(other)),
  )
})

it.each<[unknown, unknown]>([
  [undefined, false],
  [undefined, []],
  [undefined, ''],
  [true, 'true'],
])("a runtime's own value %j is not %j", (one, other) => expect(canonicalJson(one)).not.toBe(canonicalJson(other)))
