import { test } from 'vitest'
import type { ConformanceTest } from '../../src/conformance-test.js'
import { memoryCluster, systemClock } from '../../src/memory/index.js'
import { transportConformance } from '../../src/transport/transport-conformance.js'

const memory = memoryCluster({ hosts: ['a', 'b'], clock: systemClock() })
const together: ConformanceTest['skip'] = (name, limits, body) => test.concurrent(name, limits, body)

// At the same time, as nobody cuts these hosts off; what needs that is in transport-network.test.ts.
transportConformance({
  test: Object.assign(together, { skip: test.skip }),
  factory: () => memory.anotherTransport(),
  hosts: ['a', 'b'],
  network: null,
  execOnAll: false,
})
