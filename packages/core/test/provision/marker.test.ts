import { describe, expect, test } from 'vitest'
import { parseMarker } from '../../src/provision/index.js'
import { markerOpening } from '../../src/provision/marker.js'

const hash = 'ab'.repeat(32)

describe('parseMarker', () => {
  test('no file is none', () => {
    expect(parseMarker(null)).toEqual({ state: 'none' })
  })

  test.each(['provisioning', 'done'] as const)('reads %s as it is written', (state) => {
    expect(
      parseMarker(`${markerOpening(state, { run: 'run-1', launch: 'launch-1', scriptHash: hash })},"at":1700000000}\n`),
    ).toEqual({
      state,
      launch: 'launch-1',
      run: 'run-1',
      scriptHash: hash,
      at: '2023-11-14T22:13:20.000Z',
    })
  })

  test.each([
    '',
    'done',
    'null',
    '[]',
    '{}',
    '{"version":2,"state":"done"',
    '{"version":3,"state":"done","launch":"l","run":"r","scriptHash":"h","at":1}',
    '{"version":1,"state":"done","run":"r","scriptHash":"h","at":1}',
    '{"version":2,"state":"done","run":"r","scriptHash":"h","at":1}',
    '{"version":2,"state":"failed","launch":"l","run":"r","scriptHash":"h","at":1}',
    '{"version":2,"state":"done","launch":"l","run":1,"scriptHash":"h","at":1}',
    '{"version":2,"state":"done","launch":"l","run":"r","scriptHash":"h","at":"1"}',
    '{"version":2,"state":"done","launch":"l","run":"r","scriptHash":"h","at":1e300}',
  ])('%j is unreadable, never done', (text) => {
    expect(parseMarker(text)).toEqual({ state: 'unreadable', text })
  })
})
