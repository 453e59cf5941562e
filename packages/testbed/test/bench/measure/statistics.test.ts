import { expect, test } from 'vitest'
import { median, pairedRatio } from '../../../src/bench/measure/statistics.js'

test.each([
  [[3], 3],
  [[9, 1, 5], 5],
  [[10, 2, 4, 100], 7],
])('the median of %j is %d', (values, middle) => {
  expect(median(values)).toBe(middle)
})

test('nothing has no median, and the numbers given keep their order', () => {
  expect(median([])).toBeNaN()
  const values = [3, 1, 2]
  median(values)
  expect(values).toEqual([3, 1, 2])
})

test('a ratio compares within rounds, so that a slow round of both does not count', () => {
  expect(pairedRatio([2, 20, 4], [1, 10, 2])).toBe(2)
  // The medians are 4 and 10.
  expect(pairedRatio([2, 4, 90], [1, 10, 30])).toBe(2)
})

test('rounds that only one of them has do not count', () => {
  expect(pairedRatio([3, 8, 100], [1, 2])).toBe(3.5)
  expect(pairedRatio([3], [])).toBeNaN()
})
