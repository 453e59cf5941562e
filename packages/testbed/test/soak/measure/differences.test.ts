import { expect, test } from 'vitest'
import { differences } from '../../../src/soak/measure/differences.js'

test('what came, what went and what is there another number of times, by name', () => {
  const before = new Map([
    ['socket', 8],
    ['pipe', 2],
    ['timer', 1],
  ])
  const after = new Map([
    ['socket', 9],
    ['pipe', 2],
    ['file', 1],
  ])
  expect(differences(before, after)).toEqual([
    'file: 1 in place of 0',
    'socket: 9 in place of 8',
    'timer: 0 in place of 1',
  ])
  expect(differences(after, after)).toEqual([])
})
