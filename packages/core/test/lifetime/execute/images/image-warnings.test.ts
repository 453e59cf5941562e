import { expect, it } from 'vitest'
import type { ContainerRuntime } from '../../../../src/contract/index.js'
import { berthOver, lab } from '../../berth-over.js'

it('tells what engines warn of before they make an image present, and then once of the other hosts', async () => {
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
  expect(warnings()).toEqual([
    'n1: the archive has a layer twice',
    'n2: the disk is nearly full',
    'n2, n3 too: the archive has a layer twice',
  ])
})
