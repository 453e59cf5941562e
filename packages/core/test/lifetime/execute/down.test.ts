import type { MemoryCluster } from '@berth/memory-cluster'
import { describe, expect, it } from 'vitest'
import type { Cluster, HostsError, RefusalError, Run } from '../../../src/index.js'
import { newRun } from '../../../src/lifetime/owners/this-process.js'
import { berthOver, lab } from '../berth-over.js'
import { rejection } from '../rejection.js'
import { timeFlies } from './time-flies.js'

timeFlies()

const persistent = { lifetime: 'persistent' } as const

it('removes by id what this run made, and is quiet the second time', async () => {
  const memory = lab(['a', 'b'])
  memory.host('a').addContainer({ name: 'theirs', state: 'created' })
  const { cluster } = berthOver(memory)
  await cluster.up()
  expect((await cluster.down())?.action).toBe('remove')
  expect(memory.changes.slice(2)).toEqual(['remove a a-2', 'remove b b-1'])
  expect([cluster.state, cluster.containers.size, memory.ids()]).toEqual(['closed', 0, ['a-1']])
  expect((await cluster.down())?.action).toBe('none')
  expect(memory.changes).toHaveLength(4)
})

it('surfaces every removal that failed beside every host that could not be looked at', async () => {
  const memory = lab(['a', 'b', 'c'])
  const { cluster } = berthOver(memory)
  await cluster.up()
  memory.fail('a', 'remove', 'BERTH_REMOVE_FAILED').fail('b', 'connect', 'BERTH_HOST_UNREACHABLE')
  const error = await rejection<HostsError>(cluster.down())
  expect([...error.failures].map(([host, { code }]) => [host, code])).toEqual([
    ['a', 'BERTH_REMOVE_FAILED'],
    ['b', 'BERTH_HOST_UNREACHABLE'],
  ])
  expect(error.message).toMatch(/failed on 2 of 3 hosts/)
  expect([cluster.state, memory.ids()]).toEqual(['failed', ['a-1', 'b-1']])
  await cluster.down()
  expect([cluster.state, memory.ids()]).toEqual(['closed', []])
})

it('an unreachable host is an error for a run that was adopted, though this object made nothing', async () => {
  const memory = lab(['a']).fail('a', 'connect', 'BERTH_HOST_UNREACHABLE')
  const { run } = berthOver(memory).cluster
  const { cluster } = berthOver(memory, {}, { run })
  expect((await rejection<HostsError>(cluster.down())).code).toBe('BERTH_HOST_UNREACHABLE')
})

it('after an up that was refused, an unreachable host does not hide why', async () => {
  const memory = lab(['a', 'b'])
  memory.fail('b', 'connect', 'BERTH_HOST_UNREACHABLE', 'BERTH_HOST_UNREACHABLE')
  const { cluster } = berthOver(memory)
  expect((await rejection<RefusalError>(cluster.up())).code).toBe('BERTH_PROBE_UNTRUSTED')
  expect((await cluster.down())?.action).toBe('none')
})

it('needs neither the setup script nor the facts of a host', async () => {
  const memory = lab(['a'])
  const { run } = berthOver(memory).cluster
  await berthOver(memory, {}, { run }).cluster.up()
  memory.fail('a', 'facts', 'BERTH_PROBE_UNTRUSTED')
  await berthOver(memory, { setup_script: '/no/such/script' }, { run }).cluster.down()
  expect(memory.ids()).toEqual([])
})

it('persistent: keeps all, but on destroy', async () => {
  const memory = lab(['a', 'b'])
  const { cluster } = berthOver(memory, persistent)
  await cluster.up()
  await cluster.down()
  expect(memory.ids()).toEqual(['a-1', 'b-1'])
  const later = berthOver(memory, persistent).cluster
  memory.fail('b', 'connect', 'BERTH_HOST_UNREACHABLE')
  const refused = await rejection<RefusalError>(later.down({ destroy: true }))
  expect([refused.code, memory.ids()]).toEqual(['BERTH_PROBE_UNTRUSTED', ['a-1', 'b-1']])
  await later.down({ destroy: true })
  expect(memory.ids()).toEqual([])
})

it('disposing of a cluster takes it down and closes it', async () => {
  const memory = lab(['a'])
  const { cluster } = berthOver(memory)
  await cluster.up()
  await cluster[Symbol.asyncDispose]()
  expect(memory.ids()).toEqual([])
  await cluster[Symbol.asyncDispose]()
  expect((await rejection<HostsError>(cluster.up())).code).toBe('BERTH_STATE')
})

describe('what another run has left behind, and somebody begins to use while it is taken down', () => {
  async function leftover(): Promise<{ memory: MemoryCluster; run: Run; user: Cluster }> {
    const memory = lab(['a'])
    const { id, owner } = newRun('ann')
    const run = { id, owner: { ...owner, processStart: 'before' } }
    await berthOver(memory, {}, { run }).cluster.up()
    const user = berthOver(memory, {}, { adopt: { runs: [id] } }).cluster
    memory.fail('a', 'remove', async () => void (await user.attach()))
    return { memory, run, user }
  }

  it('stays with who came', async () => {
    const { memory, run, user } = await leftover()
    const taker = berthOver(memory, {}, { run: newRun('ann'), adopt: { handedOver: true } }).cluster
    const error = await rejection<HostsError>(taker.down())
    expect([error.code, memory.ids()]).toEqual(['BERTH_IN_USE', ['a-1']])
    expect(error.message).toMatch(/the container was not removed: it is in use by run \S+ of user/)
    const remedy = error.failures.get('a')?.remedy
    expect(remedy).toContain('Where nobody uses it any more (status shows), this takes it down.')
    expect(remedy).toMatch(new RegExp(`berth down .*--run ${run.id}`))
    expect((await user.exec('true')).throwIfFailed().get('a').exitCode).toBe(0)
  })

  it('goes where its run was named', async () => {
    const { memory, run } = await leftover()
    await berthOver(memory, {}, { run: newRun('ann'), adopt: { runs: [run.id], handedOver: true } }).cluster.down()
    expect(memory.ids()).toEqual([])
  })
})
