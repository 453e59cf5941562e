import { describe, test } from 'vitest'
import type { ConformanceTest } from '../../src/conformance-test.js'
import { memoryCluster, memoryImage, systemClock } from '../../src/memory/index.js'
import { runtimeConformance } from '../../src/runtime/runtime-conformance.js'
import { transportConformance } from '../../src/transport/transport-conformance.js'

type Register = ConformanceTest['skip']

const image = 'lab:1'

describe('the transport in memory', () => {
  const memory = memoryCluster({ hosts: ['a', 'b', 'gone'], clock: systemClock() })
  memory.host('gone').cutOff()
  const options = { factory: () => memory.anotherTransport(), hosts: ['a', 'b'], execOnAll: false } as const
  const network = {
    unreachableHost: 'gone',
    connections: () => memory.host('a').connections,
    cut: () => memory.host('a').dropConnections(),
  }
  // What does not touch the network waits at the same time, on hosts that nobody cuts; the rest, one after the other.
  const ofNetwork = new Set<string>()
  describe('without a network', () => {
    const together: Register = (name, limits, body) => test.concurrent(name, limits, body)
    const skip: Register = (name) => ofNetwork.add(name)
    transportConformance({ ...options, test: Object.assign(together, { skip }), network: null })
  })
  describe('with a network', () => {
    const alone: Register = (name, limits, body) => ofNetwork.has(name) && test(name, limits, body)
    transportConformance({ ...options, test: Object.assign(alone, { skip: test.skip }), network })
  })
})

describe('the runtime in memory', () => {
  const memory = memoryCluster({ hosts: ['a'], images: { [image]: memoryImage('lab') }, clock: systemClock() })
  const { engine, archives } = memory.host('a')
  archives.set('/images/other.tar', new Map([['other:1', memoryImage('other')]]))
  runtimeConformance({
    test,
    capabilities: memory.runtime.capabilities,
    factory: async () => ({
      runtime: memory.runtime,
      host: await memory.transport.connect('a'),
      image,
      archive: { reference: 'other:1', path: '/images/other.tar' },
      create: async (spec) => engine.create(spec).id,
      stop: async (id) => engine.byId(id)?.stop(),
      close: () => memory.transport.close(),
    }),
  })
})
