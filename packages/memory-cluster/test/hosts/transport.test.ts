import { memoryCluster } from '@berth/memory-cluster'
import { type ConformanceTest, transportConformance } from '@berth/testkit'
import { test } from 'vitest'

const memory = memoryCluster({ hosts: ['a', 'b'] })
const together: ConformanceTest['skip'] = (name, limits, body) => test.concurrent(name, limits, body)

// At the same time, as nobody cuts these hosts off; what needs that is in transport-network.test.ts.
transportConformance({
  test: Object.assign(together, { skip: test.skip }),
  factory: () => memory.anotherTransport(),
  hosts: ['a', 'b'],
  network: null,
  execOnAll: false,
})
