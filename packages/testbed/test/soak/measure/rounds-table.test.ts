import { expect, test } from 'vitest'
import { roundsTable } from '../../../src/soak/measure/rounds-table.js'

test('a row for each round', () => {
  const memory = { heapUsed: 20_123_456, external: 3e6, arrayBuffers: 1e6, rss: 120e6 }
  expect(roundsTable([{ commands: 100, seconds: 9.6, memory, left: [] }])).toBe(
    `| round | commands | seconds | heap MB | external MB | array buffers MB | rss MB |
| --- | --- | --- | --- | --- | --- | --- |
| 1 | 100 | 10 | 20.12 | 3.00 | 1.00 | 120 |
`,
  )
})
