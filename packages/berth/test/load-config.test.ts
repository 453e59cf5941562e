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
    const { config } = await loadConfig(file({ partition: 'gpu' }), { runtimes: { mine } })
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
    const { config } = await loadConfig(file({ mount_home: true }, 'enroot'))
    expect(config.container?.runtime.args.own).toEqual({ mount_home: true })
    await expect(loadConfig(file({ mount_home: true }, 'docker'))).rejects.toThrow(
      'container/runtime/args/mount_home: is not a key of container/runtime/args; remove it',
    )
  })

  it('is held against what the runtime that it names takes', async () => {
    const named = (name: string, runtime: string): string => {
      const path = join(folder, 'named.json')
      const container = { image: 'Lab:1', name, runtime: { name: runtime, args: { defaults: 'none' } } }
      writeFileSync(path, JSON.stringify({ orchestrator: 'container', node_dict: { localhost: {} }, container }))
      return path
    }
    await expect(loadConfig(named('x', 'docker'))).rejects.toMatchObject({
      code: 'BERTH_CONFIG_INVALID',
      problems: [
        {
          line: 1,
          path: 'container/image',
          message: expect.stringMatching(/"Lab:1", which docker takes .* lowercase/),
        },
        { line: 1, path: 'container/name', message: expect.stringMatching(/"x", which docker takes for no name/) },
      ],
    })
    await expect(loadConfig(named('x', 'podman'))).rejects.toMatchObject({ problems: [{ path: 'container/image' }] })
  })

  it('is an error without it, which says what to pass', async () => {
    await expect(openCluster(file({ partition: 'gpu' }))).rejects.toThrow('pass an adapter named mine in runtimes')
  })
})
