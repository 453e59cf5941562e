import type { ContainerRuntime, Observation } from '@berth/core/adapter'
import { expect, it } from 'vitest'
import type { ClusterOptions } from '../../../src/cluster/index.js'
import type { RefusalError } from '../../../src/lifetime/index.js'
import { berthOver, lab } from '../berth-over.js'
import { timeFlies } from '../execute/time-flies.js'
import { rejection } from '../rejection.js'

timeFlies()

const restarting: Observation = {
  state: 'unknown',
  reason: 'Cannot connect to the Docker daemon',
  remedy: 'Start it.',
  unreachable: false,
  passing: true,
}

/** Two hosts; the engine of the second does not answer so many times. */
function restartingFor(looks: number, seen: Observation = restarting, options: Partial<ClusterOptions> = {}) {
  const memory = lab(['a', 'b'])
  let asked = 0
  const observe: ContainerRuntime['observe'] = async (host, query, options) => {
    if (host.host === 'b') asked += 1
    return host.host === 'b' && asked <= looks ? seen : memory.runtime.observe(host, query, options)
  }
  const berth = berthOver(memory, {}, { runtimes: { memory: { ...memory.runtime, observe } }, ...options })
  return { ...berth, memory, looks: () => asked }
}

it('looks again at an engine that restarts, tells so, and goes on', async () => {
  const { cluster, events, looks } = restartingFor(3)
  expect((await cluster.up())?.action).toBe('launch')
  expect(looks()).toBe(4)
  expect(
    events.filter((event) => event.type === 'host' && event.status === 'progress' && event.step === 'observe'),
  ).toEqual([
    {
      type: 'host',
      host: 'b',
      step: 'observe',
      status: 'progress',
      message: 'the engine does not answer; looking again for 20 s',
    },
  ])
})

it('waits for a container that is being removed, as one is that ended by its lease', async () => {
  const { cluster, events } = restartingFor(1, { ...restarting, reason: 'it is being removed', passing: 'removal' })
  expect((await cluster.up())?.action).toBe('launch')
  expect(events).toContainEqual(
    expect.objectContaining({ host: 'b', message: 'the container is being removed; looking again for 20 s' }),
  )
})

it.each(['up', 'attach', 'down'] as const)('gives up after 20 s of %s, and says how often it looked', async (call) => {
  const { cluster, memory, looks } = restartingFor(Number.POSITIVE_INFINITY)
  const ended = cluster[call]()
  if (call === 'down') {
    await ended
    expect([looks(), memory.changes]).toEqual([7, []])
    return
  }
  const error = await rejection<RefusalError>(ended)
  expect([looks(), memory.changes]).toEqual([7, []])
  expect(error.code).toBe('BERTH_PROBE_UNTRUSTED')
  expect(error.message).toMatch(
    /b: ?\n? *unknown: Cannot connect to the Docker daemon\n *It was looked at 7 times within 20 s\./,
  )
})

it('does not look again where the reason does not pass by itself, nor for those who want to know what is there now', async () => {
  const broken = restartingFor(9, { ...restarting, passing: false })
  await rejection(broken.cluster.up())
  expect(broken.looks()).toBe(1)
  const asked = restartingFor(9)
  expect((await asked.cluster.status()).get('b')?.observation.state).toBe('unknown')
  expect((await asked.cluster.plan())?.action).toBe('refuse')
  expect(asked.looks()).toBe(2)
})

it('ends a pause with an abort', async () => {
  const aborting = new AbortController()
  const onEvent: ClusterOptions['onEvent'] = (event) => {
    if (event.type === 'host' && event.status === 'progress') aborting.abort(new Error('enough'))
  }
  const { cluster, looks } = restartingFor(9, restarting, { onEvent })
  await rejection(cluster.up({ signal: aborting.signal }))
  expect(looks()).toBe(2)
})
