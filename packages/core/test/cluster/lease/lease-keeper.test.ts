import { type MemoryCluster, virtualClock } from '@berth/memory-cluster'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { LeaseKeeper } from '../../../src/cluster/lease/lease-keeper.js'
import type { HeldContainer } from '../../../src/lifetime/execute/held-container.js'
import { berthOver, lab } from '../../lifetime/berth-over.js'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

/** Hosts with a container each that has a lease of so many seconds, and a keeper that holds none of them. */
async function keeperOver(leases: Readonly<Record<string, number>>) {
  const clock = virtualClock({ paused: true })
  const memory: MemoryCluster = lab(Object.keys(leases), { clock })
  const held = new Map<string, HeldContainer>()
  for (const [host, lease] of Object.entries(leases)) {
    const { cluster } = berthOver(memory, { lease }, { hosts: [host], handsOver: true })
    await cluster.up()
    await cluster.close()
    const { id, name, labels } = memory.host(host).container('lab')
    held.set(host, { id, name, labels, engine: memory.host(host).engine.facts, hostNetwork: true })
  }
  const { container } = berthOver(memory).cluster.config
  if (container === null) throw new TypeError('a cluster of containers')
  const keeper = new LeaseKeeper(
    {
      ...{ hosts: [...held.keys()], container, runtime: memory.runtime, sshd: false, reachedBefore: new Map() },
      connect: (host, options) => memory.transport.connect(host, options),
    },
    () => undefined,
  )
  memory.calls.length = 0
  const pass = async (seconds: number): Promise<void> => {
    for (let left = seconds; left > 0; left -= 1) {
      await clock.advance(1000)
      vi.advanceTimersByTime(1000)
      for (let turn = 0; turn < 60; turn += 1) await new Promise((resolve) => void setImmediate(resolve))
    }
  }
  const only = (host: string) => new Map([...held].filter(([name]) => name === host))
  const renewals = (host: string): number => memory.calls.filter((call) => call === `exec ${host}`).length
  return { memory, keeper, only, pass, renewals }
}

it('renews what is held after there was nothing to renew', async () => {
  const { keeper, only, pass, renewals } = await keeperOver({ a: 30 })
  keeper.hold(only('a'))
  keeper.letGo(['a'])
  await pass(11)
  keeper.hold(only('a'))
  await pass(25)
  expect(renewals('a')).toBe(2)
  keeper.stop()
})

it('renews by the shortest lease from when it is held', async () => {
  const { memory, keeper, only, pass, renewals } = await keeperOver({ a: 3600, b: 30 })
  keeper.hold(only('a'))
  keeper.hold(only('b'))
  await pass(60)
  expect([renewals('b') >= 5, memory.ids()]).toEqual([true, ['a-1', 'b-1']])
  keeper.stop()
})

it('is not put off by what is held again and again', async () => {
  const { keeper, only, pass, renewals } = await keeperOver({ a: 30 })
  for (let turn = 0; turn < 20; turn += 1) {
    keeper.hold(only('a'))
    await pass(1)
  }
  expect(renewals('a')).toBe(2)
  keeper.stop()
})

it('waits for a renewal that is under way, and begins no other beside it', async () => {
  const { memory, keeper, only, pass, renewals } = await keeperOver({ a: 30 })
  let answer = (): void => undefined
  memory.pace = async (call) => {
    if (call === 'exec a')
      await new Promise<void>((resolve) => {
        answer = resolve
      })
  }
  const both = Promise.all([keeper.holdOthers(only('a'), {}), keeper.holdOthers(only('a'), {})])
  await pass(1)
  expect(renewals('a')).toBe(1)
  memory.pace = async () => undefined
  answer()
  await both
  keeper.stop()
})
