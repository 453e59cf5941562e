import { expect, it } from 'vitest'
import { type Duration, milliseconds } from '../../../src/cluster/exec/duration.js'

it.each<[Duration, number]>([
  [1500, 1500],
  [0.5, 0.5],
  ['250ms', 250],
  ['90s', 90_000],
  ['10m', 600_000],
  ['1.5h', 5_400_000],
  ['1d', 86_400_000],
  ['24d', 2_073_600_000],
])('%j is %d ms', (duration, expected) => {
  expect(milliseconds(duration)).toBe(expected)
})

it.each([
  0,
  -1,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  '',
  '10',
  'm',
  '-5m',
  '5 m',
  '5min',
  '1.2.3s',
  '.s',
  '0s',
  '25d',
  2 ** 31,
])('%j is none: a timer would not keep it', (duration) => {
  expect(() => milliseconds(duration as Duration)).toThrow(TypeError)
})
