import { memoryCluster, virtualClock } from '@berth/memory-cluster'
import { type ConformanceTest, transportConformance } from '@berth/testkit'
import { test } from 'vitest'

type Register = ConformanceTest['skip']

// Time passes when a connection is cut, however long it takes to get there.
const clock = virtualClock({ paused: true })
const memory = memoryCluster({ hosts: ['a', 'b', 'gone'], clock })
memory.host('gone').cutOff()
const options = { factory: () => memory.anotherTransport(), hosts: ['a', 'b'], execOnAll: false } as const
const network = {
  unreachableHost: 'gone',
  connections: () => memory.host('a').connections,
  cut: () => {
    memory.host('a').dropConnections()
    return clock.advance(60_000)
  },
}

// Only what is skipped without a network, one test after the other; all else is in transport.test.ts.
const ofNetwork = new Set<string>()
const none: Register = () => undefined
const skip: Register = (name) => ofNetwork.add(name)
transportConformance({ ...options, test: Object.assign(none, { skip }), network: null })
const those: Register = (name, limits, body) => ofNetwork.has(name) && test(name, limits, body)
transportConformance({ ...options, test: Object.assign(those, { skip: none }), network })
