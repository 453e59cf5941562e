import { expect, test } from 'vitest'
import { findingsOf } from '../../../src/soak/measure/findings.js'
import type { Round } from '../../../src/soak/measure/soak-report.js'

const flat = { heapUsed: 20e6, external: 3e6, arrayBuffers: 1e6, rss: 120e6 }
const round = (memory: Partial<Round['memory']> = {}, left: readonly string[] = []): Round => ({
  commands: 100,
  seconds: 10,
  memory: { ...flat, ...memory },
  left,
})

test('rounds that leave nothing and do not grow are nothing to complain of, whatever the first one came to', () => {
  const rounds = [round({ heapUsed: 10e6 }), round(), round(), round()]
  expect(findingsOf({ rounds, failure: null, leftAtEnd: [] })).toEqual([])
})

test('what is left is told with its round, what grows with its rate', () => {
  const rounds = [
    round(),
    round(),
    round({ heapUsed: 23e6 }, ['h1: sshd session: 3 in place of 2']),
    round({ heapUsed: 26e6 }),
  ]
  expect(findingsOf({ rounds, failure: 'down: refused', leftAtEnd: ['resource Timeout: 1 in place of 0'] })).toEqual([
    'in round 5: down: refused',
    'after round 3: h1: sshd session: 3 in place of 2',
    'after all was closed: resource Timeout: 1 in place of 0',
    'heapUsed grows by 3000 kB from round to round',
  ])
})

test('the memory of the whole process is judged over many rounds alone', () => {
  const rounds = Array.from({ length: 10 }, (_, number) => round({ rss: 120e6 + number * 20e6 }))
  expect(findingsOf({ rounds: rounds.slice(0, 4), failure: null, leftAtEnd: [] })).toEqual([])
  expect(findingsOf({ rounds, failure: null, leftAtEnd: [] })).toEqual([expect.stringMatching(/^rss grows by/)])
})
