import { describe, expect, it } from 'vitest'
import { commandLine, quote } from '../../src/command/quote.js'

describe('quote', () => {
  it('leaves plain words as they are', () => {
    expect(['docker', '/usr/bin/env', '--name=x', 'a_b-c.d:e@f'].map(quote)).toEqual([
      'docker',
      '/usr/bin/env',
      "'--name=x'",
      'a_b-c.d:e@f',
    ])
  })

  it('refuses what no argument can hold', () => {
    expect(() => quote('a\0b')).toThrow(TypeError)
    expect(() => quote('\ud800')).toThrow(TypeError)
    expect(() => commandLine([])).toThrow(TypeError)
  })
})
