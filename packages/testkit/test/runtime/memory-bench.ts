import type { RuntimeBench } from '../../src/index.js'
import { memoryCluster, memoryImage, systemClock } from '../../src/memory/index.js'

/** A host in memory that is its own. */
export async function memoryBench(): Promise<RuntimeBench> {
  const image = 'conformance/present:1'
  const archive = { reference: 'conformance/archived:1', path: '/archives/archived.tar' }
  const memory = memoryCluster({ hosts: ['bench'], images: { [image]: memoryImage('present') }, clock: systemClock() })
  const { engine, archives } = memory.host('bench')
  archives.set(archive.path, new Map([[archive.reference, memoryImage('archived')]]))
  return {
    runtime: memory.runtime,
    host: await memory.transport.connect('bench'),
    image,
    archive,
    create: async (spec) => engine.create(spec).id,
    stop: async (id) => engine.byId(id)?.stop(),
    close: () => memory.transport.close(),
  }
}
