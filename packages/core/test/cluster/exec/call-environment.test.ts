import { expect, it } from 'vitest'
import { callEnvironment } from '../../../src/cluster/exec/call-environment.js'
import type { EnvironmentValue } from '../../../src/contract/index.js'

it('has what the call gives over what the file gives', () => {
  expect(callEnvironment({ A: '1', B: '2' }, { B: '3', C: { prepend: 'x' } })).toEqual({
    A: '1',
    B: '3',
    C: { prepend: 'x' },
  })
  expect(callEnvironment({ A: '1' })).toEqual({ A: '1' })
})

it.each<[EnvironmentValue, EnvironmentValue, EnvironmentValue]>([
  [{ prepend: '/file' }, { prepend: '/call' }, { prepend: '/call:/file' }],
  [{ append: '/file' }, { append: '/call' }, { append: '/file:/call' }],
  [{ prepend: '/file' }, { append: '/call' }, { prepend: '/file', append: '/call' }],
  [{ prepend: '/file' }, {}, { prepend: '/file' }],
  ['/file', { prepend: '/a', append: '/z' }, '/a:/file:/z'],
  ['', { prepend: '/a', append: '/z' }, '/a:/z'],
  ['', {}, ''],
  [{ prepend: '/file' }, '/call', '/call'],
])('extends what the file gives: %j by %j', (ofFile, ofCall, both) => {
  expect(callEnvironment({ PATH: ofFile }, { PATH: ofCall })).toEqual({ PATH: both })
})

it('refuses a variable that Berth itself gives', () => {
  expect(() => callEnvironment({}, { BERTH_EXEC: '1' })).toThrow(
    new TypeError('"BERTH_EXEC" begins with BERTH_, as the variables do that Berth itself gives to commands'),
  )
})
