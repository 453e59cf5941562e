import { describe, expect, it } from 'vitest'
import { argumentIdentity } from '../../../src/lifetime/spec/value-identity.js'
import { differingTexts, valueText } from '../../../src/lifetime/spec/value-text.js'

describe('a value of a spec', () => {
  it.each<[unknown, string | null]>([
    [undefined, null],
    [null, null],
    ['', null],
    [[], null],
    [{}, null],
    ['host', 'host'],
    [true, 'true'],
    [false, 'false'],
    [2224, '2224'],
    [['SYS_PTRACE', 'IPC_LOCK'], 'SYS_PTRACE, IPC_LOCK'],
    [{ source: '/a', target: '/b', options: null }, '/a:/b'],
    [{ kind: 'bind', source: '/a', target: '/b', options: 'ro', create: false }, '/a:/b:ro'],
    [{ kind: 'volume', name: 'scratch', target: '/s', options: null }, 'scratch:/s'],
    [{ kind: 'bind', source: '/a', target: '/b', create: true }, '/a:/b (create true)'],
    [{ path: '/dev/kfd', target: null, permissions: 'rwm', required: true }, '/dev/kfd:rwm (required true)'],
    [{ group: 'video', ownerOf: ['/dev/kfd', '/dev/dri'] }, 'video (ownerOf /dev/kfd, /dev/dri)'],
    [{ soft: 1, hard: -1, none: null }, 'hard -1 soft 1'],
  ])('%j is %j', (value, text) => expect(valueText(value)).toBe(text))
})

describe('two values of a spec', () => {
  it.each<[unknown, unknown, string | null, string | null]>([
    ['none', 'host', 'none', 'host'],
    [undefined, 'host', null, 'host'],
    [true, false, 'true', 'false'],
    [undefined, false, null, 'false'],
    ['true', true, 'true', 'true'],
    [['--label', 'a, b'], ['--label', 'a', 'b'], 'a, b', 'a, b'],
    [['a', 'b'], ['b', 'c'], 'a', 'c'],
    [['a', 'b'], ['a'], 'b', null],
    [['a', 'b'], ['b', 'a'], 'a, b', 'b, a'],
    [undefined, ['a'], null, 'a'],
  ])('%j and %j differ in %j and %j', (made, asked, before, now) =>
    expect(differingTexts(made, asked, argumentIdentity)).toEqual({ made: before, asked: now }),
  )
})
