import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ContainerRuntime, dockerRuntime, openCluster } from 'berth-cluster'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadConfig } from '../src/load-config.js'

const mine: ContainerRuntime = {
  ...dockerRuntime(),
  argsSchema: { properties: { partition: { enum: ['gpu', 'cpu'] } } },
}

describe('a cluster file whose runtime has keys of its own', () => {
  let folder = ''
  const file = (args: Readonly<Record<string, unknown>>, name = 'mine'): string => {
    const path = join(folder, 'cluster.json')
    const container = { image: 'lab:1', name: 'lab', runtime: { name, args } }
    writeFileSync(path, JSON.stringify({ orchestrator: 'container', node_dict: { localhost: {} }, container }))
    return path
  }
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'berth-load-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('is loaded with the runtime that is given', async () => {
    const config = await loadConfig(file({ partition: 'gpu' }), { runtimes: { mine } })
    expect(config.container?.runtime.args.own).toEqual({ partition: 'gpu' })
    await expect(loadConfig(file({ partition: 'gpus' }), { runtimes: { mine } })).rejects.toThrow(
      'container/runtime/args/partition: is "gpus"; expected one of "gpu" or "cpu"; did you mean "gpu"?',
    )
  })

  it('opens a cluster with it', async () => {
    const cluster = await openCluster(file({ partition: 'gpu' }), { runtimes: { mine } })
    expect(cluster.config.container?.runtime.args.own).toEqual({ partition: 'gpu' })
    await cluster.close()
  })

  it('is loaded with the built-in runtime that it names, and that one alone', async () => {
    const config = await loadConfig(file({ mount_home: true }, 'enroot'))
    expect(config.container?.runtime.args.own).toEqual({ mount_home: true })
    await expect(loadConfig(file({ mount_home: true }, 'docker'))).rejects.toThrow(
      'container/runtime/args/mount_home: is not a key of container/runtime/args; remove it',
    )
  })

  it('is an error without it, which says what to pass', async () => {
    await expect(openCluster(file({ partition: 'gpu' }))).rejects.toThrow('pass an adapter named mine in runtimes')
  })
})
