import { getEventListeners } from 'node:events'
import { type MemoryCluster, memoryCluster, memoryImage } from '@berth/memory-cluster'
import { afterEach, expect, test } from 'vitest'
import { growth } from '../../testbed/src/soak/measure/growth.js'
import { memoryAfterCollection } from '../../testbed/src/soak/measure/process-measure.js'
import { type Cluster, openCluster } from '../src/index.js'

const hosts = ['a', 'b', 'c', 'd']

/** The host that is away from the beginning. */
const away = 'd'

/** Laps of the same work; the heap is measured after each. */
const laps = 8

/** Plain commands of a lap, each on every host but the one that is away. */
const plainCalls = 84

/** Bytes by which a heap at rest moves; a call that kept anything at all of itself would grow it by more. */
const noise = 100_000

let opened: Cluster | undefined
afterEach(() => opened?.close())

/** A later process' cluster object, which goes on without the host that is away. */
async function attached(memory: MemoryCluster): Promise<Cluster> {
  const file = {
    orchestrator: 'container',
    node_dict: Object.fromEntries(hosts.map((host) => [host, {}])),
    username: 'ann',
    container: {
      lifetime: 'persistent',
      image: 'lab:1',
      name: 'lab',
      setup_script: false,
      sshd: false,
      runtime: { name: 'memory', args: { defaults: 'none' } },
    },
  } as const
  const open = () => openCluster(file, { transport: memory.anotherTransport(), runtimes: { memory: memory.runtime } })
  const first = await open()
  await first.up()
  await first.close()
  memory.host(away).cutOff()
  opened = await open()
  await opened.attach({ skipUnreachable: true })
  return opened
}

/** A lap of plain commands, and one call of each other kind. */
async function lap(cluster: Cluster, memory: MemoryCluster, signal: AbortSignal): Promise<void> {
  const skipUnreachable = true
  const there = hosts.length - 1
  for (let turn = 0; turn < plainCalls; turn += 1) {
    const results = await cluster.exec(['true'], { skipUnreachable, signal })
    expect([...results].filter(({ exitCode }) => exitCode === 0)).toHaveLength(there)
  }

  const fed = await cluster.exec('read -r line; echo "$line"', { stdin: 'in\n', skipUnreachable, signal })
  expect([...fed].filter(({ stdout }) => stdout === 'in\n')).toHaveLength(there)

  const late = await cluster.exec(['sleep', '3600'], { timeout: '1s', skipUnreachable, signal })
  expect([...late].filter(({ endedBy }) => endedBy === 'timeout')).toHaveLength(there)

  const controller = new AbortController()
  const onOutput = (): void => controller.abort()
  const aborted = await cluster.exec('echo began; sleep infinity', { signal: controller.signal, onOutput })
  expect([...aborted].filter(({ endedBy }) => endedBy === 'exit')).toEqual([])

  for await (const { text } of cluster.stream('echo began; sleep infinity', { signal })) {
    expect(text).toBe('began\n')
    break
  }

  memory.fail('a', 'exec', { dies: 1 })
  expect((await cluster.exec('echo out', { signal })).get('a').endedBy).toBe('lost')

  expect([...(await cluster.status({ signal }))].map(([, { observation }]) => observation.state)).toContain('running')
}

test('thousands of commands through one object, without a host that is away, leave the heap flat', async () => {
  const memory = memoryCluster({ hosts, images: { 'lab:1': memoryImage('lab') } })
  const cluster = await attached(memory)
  const { signal } = new AbortController()
  const heaps: number[] = []
  for (let count = 0; count < laps; count += 1) {
    await lap(cluster, memory, signal)
    // The record of what was asked for is the memory cluster's own.
    memory.calls.length = 0
    heaps.push((await memoryAfterCollection()).heapUsed)
  }
  expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  expect(growth(heaps.slice(1), noise), heaps.join(' ')).toBeNull()
})
