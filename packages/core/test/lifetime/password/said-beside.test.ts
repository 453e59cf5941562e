import { expect, it } from 'vitest'
import { saidBeside } from '../../../src/lifetime/password/said-beside.js'

it.each([
  ['vault: permission denied\n', '', 'vault: permission denied'],
  ['one\n  two\n\n', '', 'one; two'],
  ['', 'hunter2', ''],
  ['+ echo hunter2\nfailed\n', 'hunter2\n', '+ echo [redacted]; failed'],
  ['hunter2 of hunter22', 'hunter2\nhunter22\n', '[redacted] of [redacted]'],
])('%j beside %j is %j', (stderr, stdout, said) => {
  expect(saidBeside(stderr, stdout)).toBe(said)
})

it('is no longer than an error may be', () => {
  expect(saidBeside('x'.repeat(100_000), '')).toHaveLength(300)
})
