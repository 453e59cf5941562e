import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { yamlScalar } from '../../../src/config/effective/yaml-scalar.js'

describe('a scalar in YAML', () => {
  it.each([
    ['rocm/dev-ubuntu-24.04:7.0', 'rocm/dev-ubuntu-24.04:7.0'],
    ['10.0.0.1', '10.0.0.1'],
    ['fe80::1', 'fe80::1'],
    ['n[1-3,5]', 'n[1-3,5]'],
    ['[1]', '"[1]"'],
    ['~/.ssh/id', '~/.ssh/id'],
    ['1.10', '"1.10"'],
    ['7', '"7"'],
    ['12:30', '"12:30"'],
    ['no', '"no"'],
    ['~', '"~"'],
    ['', '""'],
    [' ', '" "'],
    ['a: b', '"a: b"'],
    ['a:', '"a:"'],
    ['a #b', '"a #b"'],
    ['-', '"-"'],
    ['.inf', '".inf"'],
    [7, '7'],
    [null, 'null'],
    [true, 'true'],
    [{}, '{}'],
    [[], '[]'],
  ])('%j is written as %s', (value, text) => {
    expect(yamlScalar(value)).toBe(text)
  })

  it('is read as what it was, in YAML of both versions, as a value and as a key', () => {
    const token = fc.stringMatching(/^[\w.:+~/,[\]-]{1,6}$/)
    const any = fc.oneof(token, fc.string({ unit: 'binary' }), fc.integer(), fc.boolean(), fc.constant(null))
    fc.assert(
      fc.property(any, (value) => {
        for (const version of ['1.1', '1.2'] as const) {
          expect(parse(`a: ${yamlScalar(value)}  # b`, { version })).toEqual({ a: value })
          if (typeof value === 'string') expect(parse(`${yamlScalar(value)}: 1`, { version })).toEqual({ [value]: 1 })
        }
      }),
      { numRuns: 1000 },
    )
  })
})
