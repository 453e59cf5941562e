import { Cluster, resolveConfig } from '@berth/core'
import { memoryCluster, memoryImage } from '@berth/memory-cluster'
import { expect, test } from 'vitest'

test('says which hosts have a slow link', async () => {
  const memory = memoryCluster({
    hosts: ['node1', 'node2'],
    images: { 'lab:1': memoryImage('lab') },
    programs: {
      rvs: ({ host }) => (host === 'node2' ? { stdout: 'link 3: slow\n', exitCode: 1, takes: 60_000 } : 'all well\n'),
    },
  })
  const config = resolveConfig({
    orchestrator: 'container',
    node_dict: { node1: {}, node2: {} },
    username: 'ann',
    container: {
      image: 'lab:1',
      name: 'lab',
      setup_script: false,
      runtime: { name: 'memory', args: { defaults: 'none' } },
    },
  })
  const cluster = new Cluster({ config, transport: memory.transport, runtimes: { memory: memory.runtime } })
  await cluster.up()
  const results = await cluster.exec('rvs -g 3', { timeout: '5m' })
  expect(results.get('node1').stdout).toBe('all well\n')
  expect(results.get('node2').exitCode).toBe(1)

  memory.fail('node2', 'exec', { dies: 1 })
  expect((await cluster.exec('rvs -g 3')).get('node2').endedBy).toBe('lost')

  await cluster.down()
  expect(memory.changes).toEqual(['launch node1', 'launch node2', 'remove node1 node1-1', 'remove node2 node2-1'])
})
