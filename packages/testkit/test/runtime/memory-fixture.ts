import { memoryCluster, memoryImage } from '@berth/memory-cluster'
import type { RuntimeFixture } from '../../src/index.js'

/** A host in memory that is its own. */
export async function memoryFixture(): Promise<RuntimeFixture> {
  const image = 'conformance/present:1'
  const archive = { reference: 'conformance/archived:1', path: '/archives/archived.tar' }
  const memory = memoryCluster({
    hosts: ['fixture'],
    images: { [image]: memoryImage('present') },
  })
  const { engine, archives } = memory.host('fixture')
  archives.set(archive.path, new Map([[archive.reference, memoryImage('archived')]]))
  return {
    runtime: memory.runtime,
    host: await memory.transport.connect('fixture'),
    image,
    archive,
    create: async (spec) => engine.create(spec).id,
    stop: async (id) => engine.byId(id)?.stop(),
    close: () => memory.transport.close(),
  }
}
