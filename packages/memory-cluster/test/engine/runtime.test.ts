import { memoryCluster, memoryImage } from '@berth/memory-cluster'
import { runtimeConformance } from '@berth/testkit'
import { describe, test } from 'vitest'

const image = 'lab:1'

describe('the runtime in memory', () => {
  const memory = memoryCluster({ hosts: ['a'], images: { [image]: memoryImage('lab') } })
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
