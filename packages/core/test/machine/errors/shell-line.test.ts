import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect } from 'vitest'
import { testWith } from '../../../../testbed/test/tiers/test-with.js'
import { shellLine } from '../../../src/errors/remedies/shell-line.js'
import { actsOnReaders, hostilePieces } from '../../errors/hostile-text.js'

/** What a shell makes of the words of a line. */
function readBy(shell: string, words: readonly string[]): string[] {
  const line = shellLine(['printf', '%s\\0', ...words])
  expect(line).not.toMatch(/\n/)
  expect(line).not.toMatch(actsOnReaders)
  const { stdout, stderr, status, error } = spawnSync(shell, ['-c', line], { encoding: 'utf8', timeout: 30_000 })
  if (status !== 0) throw new Error(`${shell}: ${stderr}`, { cause: error })
  return stdout.split('\0').slice(0, -1)
}

/** Words that an argument can be: no NUL, no half of a pair; and of no length that only a file has. */
function asWords(texts: readonly string[]): string[] {
  return texts.filter((text) => !/\p{Surrogate}/u.test(text) && !text.includes('\0') && text.length < 4000)
}

describe.each(['bash', 'dash'] as const)('a line that is pasted into %s', (shell) => {
  const it = testWith(shell)

  it('has hostile words as they are, and is harmless to look at', () => {
    const words = asWords(hostilePieces.flatMap((piece) => [`${piece}.`, `it's -${piece}%s\\!`]))
    expect(readBy(shell, words)).toEqual(words)
  })

  it('has any words', () => {
    const character = fc.integer({ min: 1, max: 0x10ffff }).filter((code) => code < 0xd800 || code > 0xdfff)
    const word = fc.array(fc.oneof(fc.integer({ min: 1, max: 160 }), character), { maxLength: 10 })
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 50 }), (codes) => {
        const words = codes.map((one) => `${String.fromCodePoint(...one)}.`)
        expect(readBy(shell, words)).toEqual(words)
      }),
      { numRuns: 20 },
    )
  })
})

testWith('bash')('a word that ends in newlines is whole in bash', () => {
  expect(readBy('bash', ['a\x1b\n\n', '\n'])).toEqual(['a\x1b\n\n', '\n'])
})
