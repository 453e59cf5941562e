import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect } from 'vitest'
import { testWith } from '../../../../testbed/test/tiers/test-with.js'
import { commandLine } from '../../../src/command/quote.js'

/** What a shell makes of the quoted words. */
function readBy(shell: string, words: readonly string[]): string[] {
  const line = commandLine(['printf', '%s\\0', ...words])
  const { stdout, status, stderr, error } = spawnSync(shell, ['-c', line], { encoding: 'utf8', timeout: 30_000 })
  if (status !== 0) throw new Error(`${shell}: ${stderr}`, { cause: error })
  return stdout.split('\0').slice(0, -1)
}

const ascii = Array.from({ length: 127 }, (_, index) => String.fromCharCode(index + 1))

describe.each(['bash', 'dash', 'fish'] as const)('words through %s', (shell) => {
  const it = testWith(shell)

  it('are each ASCII character alone, doubled, between letters, and after a backslash', () => {
    const words = ascii.flatMap((character) => [character, character.repeat(2), `a${character}b`, `\\${character}`])
    expect(readBy(shell, words)).toEqual(words)
  })

  it('are empty, long, non-ASCII, or special to one shell', () => {
    const words = [
      '',
      '%self',
      '%1',
      '~',
      '~root',
      '{a,b}',
      '$(id)',
      "'\\''",
      '\\\\',
      "\\'",
      'ü€😀',
      '\u00a0',
      '\uf600',
      '=ls',
      '-e',
      'x'.repeat(60_000),
    ]
    expect(readBy(shell, words)).toEqual(words)
  })

  it('are any characters', () => {
    const character = fc.integer({ min: 1, max: 0x10ffff }).filter((code) => code < 0xd800 || code > 0xdfff)
    const word = fc
      .array(fc.oneof(fc.integer({ min: 1, max: 127 }), character), { maxLength: 10 })
      .map((codes) => String.fromCodePoint(...codes))
    fc.assert(
      fc.property(fc.array(word, { minLength: 300, maxLength: 300 }), (words) => {
        expect(readBy(shell, words)).toEqual(words)
      }),
      { numRuns: 2 },
    )
  })
})
