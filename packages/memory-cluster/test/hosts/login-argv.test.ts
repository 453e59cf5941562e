import fc from 'fast-check'
import { expect, it } from 'vitest'
import { loginLine } from '../../../core/src/command/login/login-line.js'
import { loginArgv } from '../../src/hosts/login-argv.js'

const word = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 8 }).filter((text) => !text.includes('\0')),
  fc
    .array(fc.constantFrom("'", '\\', '\n', '%', '!', 'set', 'exec', 'export', ' ', 'é'), { maxLength: 6 })
    .map((parts) => parts.join('')),
)

it('gives back the words of a login line, and what it exports', () => {
  fc.assert(
    fc.property(fc.array(word, { maxLength: 5 }), word, word, (words, program, value) => {
      const run = ['sh', '-c', program, 'berth-name', ...words]
      expect(loginArgv(loginLine(run))).toEqual(run)
      expect(loginArgv(loginLine(run, { A: value, B: '' }))).toEqual(['env', `A=${value}`, 'B=', ...run])
      expect(loginArgv(loginLine(['docker', ...words]))).toEqual(['docker', ...words])
      expect(loginArgv(loginLine(['docker', ...words], { A: value }))).toEqual([
        'env',
        `A=${value}`,
        'docker',
        ...words,
      ])
    }),
  )
})

it.each(['', 'true', "exec sh -c 'true' name 'a' 'b'", `${loginLine(['true'])}; true`])(
  'knows %j for no such line',
  (line) => {
    expect(loginArgv(line)).toBeNull()
  },
)
