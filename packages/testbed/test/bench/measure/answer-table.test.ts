import { expect, test } from 'vitest'
import { answerOf } from '../../../src/bench/measure/answer.js'
import { answerTable, timeText } from '../../../src/bench/measure/answer-table.js'

const answer = answerOf('first-contact', 'First contact: 8 hosts', [
  { what: 'ssh', seconds: [0.5, 1.25, 0.75], remark: null },
  { what: 'Berth', seconds: [0.25, 0.5, 0.375], remark: 'peak memory 90 MB' },
])

test('an answer compares all rows with the first', () => {
  expect(answer.rows).toEqual([
    { what: 'ssh', seconds: [0.5, 1.25, 0.75], remark: null, median: 0.75, fastest: 0.5, slowest: 1.25, ratio: 1 },
    {
      what: 'Berth',
      seconds: [0.25, 0.5, 0.375],
      remark: 'peak memory 90 MB',
      median: 0.375,
      fastest: 0.25,
      slowest: 0.5,
      ratio: 0.5,
    },
  ])
})

test('a table has its numbers in columns', () => {
  expect(answerTable(answer)).toBe(`First contact: 8 hosts
         median           spread  ratio
  ssh    750 ms  500 ms … 1.25 s   1.00
  Berth  375 ms  250 ms … 500 ms   0.50  peak memory 90 MB
`)
})

test.each([
  [0.000_456_7, '0.46 ms'],
  [0.003_456, '3.46 ms'],
  [0.009_996, '10.0 ms'],
  [0.034_56, '34.6 ms'],
  [0.099_96, '100 ms'],
  [0.999_4, '999 ms'],
  [0.999_6, '1.00 s'],
  [12.34, '12.3 s'],
  [123.4, '123 s'],
])('%d s is shown as %s', (seconds, text) => {
  expect(timeText(seconds)).toBe(text)
})
