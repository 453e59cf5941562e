import * as berth from 'berth-cluster'
import {
  type ClusterFile,
  type ContainerRuntime,
  dockerRuntime,
  openCluster,
  resolveConfig,
  wireCluster,
} from 'berth-cluster'
import { describe, expect, it } from 'vitest'

const mine: ContainerRuntime = {
  ...dockerRuntime(),
  argsSchema: { properties: { partition: { enum: ['gpu', 'cpu'] } } },
}
const runtimes = { mine }

/** A config made in code, whose runtime has keys of its own. */
function file(partition: string): ClusterFile {
  const args = { defaults: 'none' as const, partition }
  return {
    orchestrator: 'container',
    node_dict: { localhost: {} },
    container: { image: 'lab:1', name: 'lab', sshd: false, runtime: { name: 'mine', args } },
  }
}

describe('openCluster', () => {
  it('takes an object with the keys of a cluster file, and checks it with the keys of its runtime', async () => {
    const cluster = await openCluster(file('gpu'), { runtimes, suiteFile: { container: { env: { SUITE: '1' } } } })
    expect(cluster.config.container?.runtime.args).toMatchObject({ own: { partition: 'gpu' }, env: { SUITE: '1' } })
    await cluster.close()
    await expect(openCluster(file('gpus'), { runtimes })).rejects.toMatchObject({
      code: 'BERTH_CONFIG_INVALID',
      problems: [{ path: 'container/runtime/args/partition' }],
    })
  })

  it('takes a config that is resolved, as wireCluster does', async () => {
    const config = resolveConfig(file('gpu'), { runtimes })
    for (const cluster of [await openCluster(config, { runtimes }), await wireCluster(config, { runtimes })]) {
      expect(cluster.config).toBe(config)
      await cluster.close()
    }
    await expect(openCluster(config, { runtimes, suiteFile: {} })).rejects.toThrow(TypeError)
  })

  it('says what is wrong with an object that is neither', async () => {
    await expect(openCluster({ hosts: [] } as never)).rejects.toThrow('node_dict: is missing')
    await expect(openCluster(undefined as never)).rejects.toMatchObject({ code: 'BERTH_CONFIG_INVALID' })
  })
})

it('the package gives what it wires by itself', () => {
  const { podmanRuntime, enrootRuntime, sshTransport, localTransport } = berth
  for (const make of [dockerRuntime, podmanRuntime, enrootRuntime, sshTransport, localTransport])
    expect(make).toBeTypeOf('function')
  expect(berth.kindsOf(new berth.ConfigError([{ path: '', message: 'is wrong' }]))).toEqual(new Set(['usage']))
})
