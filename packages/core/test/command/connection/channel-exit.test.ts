import { expect, it } from 'vitest'
import { channelExit, cutExit } from '../../../src/command/index.js'

it.each([
  ['an exit code', { exitCode: 0 }],
  ['a signal', { exitCode: null, signal: 'SIGKILL' }],
  ['nothing', {}],
])('a channel that was cut has no exit, though it had told of %s', (_, seen) => {
  expect(channelExit({ ...seen, whole: false })).toEqual(cutExit)
})

it('a channel that ended without telling how is not whole', () => {
  expect(channelExit({ whole: true, exitCode: null, signal: null })).toEqual(cutExit)
})

it.each([
  [{ exitCode: 3 }, { whole: true, exitCode: 3, signal: null }],
  [
    { exitCode: null, signal: 'SIGTERM' },
    { whole: true, exitCode: null, signal: 'SIGTERM' },
  ],
  [
    { exitCode: 0, signal: null },
    { whole: true, exitCode: 0, signal: null },
  ],
])('a channel that ended with %o has that exit', (seen, exit) => {
  expect(channelExit({ ...seen, whole: true })).toEqual(exit)
})
