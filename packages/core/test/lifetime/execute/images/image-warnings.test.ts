import { expect, it } from 'vitest'
import type { ContainerRuntime } from '../../../../src/contract/index.js'
import { berthOver, lab } from '../../berth-over.js'

it('tells once, of all hosts that it is about, what engines warned of while they made an image present', async () => {
  const memory = lab(['n1', 'n2', 'n3'])
  const runtime: ContainerRuntime = {
    ...memory.runtime,
    ensureImage: (engine, source, options) => {
      options?.onWarning?.('the archive has a layer twice')
      if (engine.connection.host === 'n2') options?.onWarning?.('the disk is nearly full')
      return memory.runtime.ensureImage(engine, source, options)
    },
  }
  const { cluster, warnings } = berthOver(memory, {}, { runtimes: { memory: runtime } })
  await cluster.up()
  expect(warnings()).toEqual(['n1, n2, n3: the archive has a layer twice', 'n2: the disk is nearly full'])
})
