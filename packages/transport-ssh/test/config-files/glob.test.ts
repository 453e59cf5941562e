import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expandGlob } from '../../src/config-files/glob.js'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'berth-glob-'))
  for (const name of ['1', '2', 'B', 'a', 'a-b', '[x]', '.hidden', ']', 'a^b', 'ä', 'x*y', 'a|b']) {
    writeFileSync(join(folder, name), '')
  }
  mkdirSync(join(folder, 'sub'))
  writeFileSync(join(folder, 'sub', '1'), '')
  symlinkSync('nowhere', join(folder, 'dangling'))
})
afterAll(() => rmSync(folder, { recursive: true }))

it.each<[string, readonly string[]]>([
  ['1', ['1']],
  ['none', []],
  ['*', ['1', '2', 'B', '[x]', ']', 'a', 'a-b', 'a^b', 'a|b', 'sub', 'x*y', 'ä']],
  ['?', ['1', '2', 'B', ']', 'a', 'ä']],
  ['[12]', ['1', '2']],
  ['[!12]', ['B', ']', 'a', 'ä']],
  ['[1-9a]', ['1', '2', 'a']],
  ['[9-1]', []],
  ['[]a]', [']', 'a']],
  ['a[-^]b', ['a-b', 'a^b']],
  ['a[|]b', ['a|b']],
  ['a|b', ['a|b']],
  ['[[:digit:]]', ['1', '2']],
  ['[![:alpha:]1]', ['2', ']', 'ä']],
  ['[x]', []],
  ['\\[x]', ['[x]']],
  ['[[]x]', ['[x]']],
  ['[x', []],
  ['.h*', ['.hidden']],
  ['x\\*y', ['x*y']],
  ['*/1', ['sub/1']],
  ['s?b/[1]', ['sub/1']],
  ['dangling', []],
])('%s matches %j', (pattern, names) => {
  expect(expandGlob(join(folder, pattern))).toEqual(names.map((name) => join(folder, name)))
})
