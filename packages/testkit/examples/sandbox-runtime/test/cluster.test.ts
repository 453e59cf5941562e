import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { observedEngine } from '@berth/testkit'
import { localTransport } from '@berth/transport-local'
import { openCluster } from 'berth-cluster'
import { describe, expect, test } from 'vitest'
import { sandboxRuntime } from '../src/index.js'
import { sandboxFixture } from './fixture.js'

describe.skipIf(process.getuid?.() !== 0)('a cluster of sandboxes', () => {
  test('comes up, runs commands and goes, by the name in the cluster file', { timeout: 60_000 }, async () => {
    const fixture = await sandboxFixture()
    const { folder, archive } = fixture
    const file = join(folder, 'cluster.json')
    const runtime = { name: 'sandbox', args: { defaults: 'none' } }
    const container = { image: 'busybox:1', image_tar: archive.path, name: 'lab', setup_script: false, runtime }
    await writeFile(file, JSON.stringify({ orchestrator: 'container', node_dict: { localhost: {} }, container }))

    const cluster = await openCluster(file, {
      runtimes: { sandbox: sandboxRuntime({ folder }) },
      transport: localTransport(),
    })
    try {
      await cluster.up()
      const results = await cluster.exec('echo "$0 in $(readlink /bin/sh)"')
      expect(results.grouped()).toMatchObject([{ hosts: ['localhost'], value: { stdout: 'sh in busybox\n' } }])
    } finally {
      await cluster.down()
      await cluster.close()
    }
    expect(await fixture.runtime.list(await observedEngine(fixture.runtime, fixture.host), {})).toEqual([])
    await expect(openCluster(file)).rejects.toMatchObject({ remedy: expect.stringContaining('one of docker') })
    await fixture.close()
  })
})
