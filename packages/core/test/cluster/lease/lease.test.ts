import type { MemoryCluster, MemoryClusterOptions, VirtualClock } from '@berth/memory-cluster'
import { virtualClock } from '@berth/memory-cluster'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { berthOver, lab } from '../../lifetime/berth-over.js'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

/** Hosts whose clock goes with the timers of this process. */
class Lab {
  readonly clock: VirtualClock = virtualClock({ paused: true })
  readonly memory: MemoryCluster

  constructor(hosts: readonly string[], options: Omit<MemoryClusterOptions, 'hosts' | 'clock'> = {}) {
    this.memory = lab(hosts, { ...options, clock: this.clock })
  }

  /** Lets so many seconds pass, in steps, with what each of them sets going. */
  async pass(seconds: number, step = Math.min(seconds, 60)): Promise<void> {
    for (let left = seconds; left > 0; left -= step) {
      const now = Math.min(step, left) * 1000
      await this.clock.advance(now)
      vi.advanceTimersByTime(now)
      await this.settled()
    }
  }

  /** Lets whatever goes on end that needs no time. */
  async settled(): Promise<void> {
    for (let turn = 0; turn < 60; turn += 1) await new Promise((resolve) => void setImmediate(resolve))
  }
}

describe('a container of this process', () => {
  it('has a lease of an hour, which the process renews for as long as it lives', async () => {
    const { memory, ...hosts } = withTime(new Lab(['a', 'b']))
    const { cluster, warnings } = berthOver(memory)
    await cluster.up()
    expect(memory.host('a').container('lab').labels).toMatchObject({ 'berth.lease': '3600' })
    await hosts.pass(5 * 3600)
    expect(memory.ids()).toEqual(['a-1', 'b-1'])
    expect(warnings()).toEqual([])
    await cluster.close()
    await hosts.pass(3600 - 60)
    expect(memory.ids()).toEqual(['a-1', 'b-1'])
    await hosts.pass(65, 5)
    expect(memory.ids()).toEqual([])
  })

  it('has none where the file says so', async () => {
    const { memory, pass } = withTime(new Lab(['a']))
    const { cluster } = berthOver(memory, { lease: 'none' })
    await cluster.up()
    await cluster.close()
    await pass(48 * 3600, 3600)
    expect(memory.ids()).toEqual(['a-1'])
    expect(memory.host('a').container('lab').labels).not.toHaveProperty('berth.lease')
  })

  it('has none where its runtime cannot end it, which is told once', async () => {
    const { memory, pass } = withTime(new Lab(['a'], { capabilities: { lease: false } }))
    const { cluster, warnings } = berthOver(memory)
    await cluster.up()
    await cluster.up()
    const stays = 'what a killed process leaves stays until it is taken down'
    expect(warnings()).toEqual([`containers of memory have no lease: ${stays}`])
    await cluster.close()
    await pass(2 * 3600)
    expect(memory.ids()).toEqual(['a-1'])
  })

  it('has none where the processes of the host are in it', async () => {
    const { memory } = withTime(new Lab(['a']))
    const args = { defaults: 'none', pid: 'host' }
    const { cluster, warnings } = berthOver(memory, { runtime: { name: 'memory', args } })
    await cluster.up()
    expect(warnings()).toEqual([expect.stringMatching(/^the container has no lease, for with pid "host" /)])
    expect(memory.host('a').container('lab').labels).not.toHaveProperty('berth.lease')
  })

  it('is warned of once where it cannot be renewed, and is renewed when its host is back', async () => {
    const { memory, pass } = withTime(new Lab(['a', 'b', 'c']))
    const { cluster, warnings } = berthOver(memory)
    await cluster.up()
    for (const host of ['a', 'c']) memory.host(host).cutOff()
    await pass(1200)
    expect(warnings()).toEqual([])
    await pass(1200)
    expect(warnings()).toEqual([
      expect.stringMatching(/^a, c: the lease of 1 h could not be renewed twice, and ends the container unless/),
    ])
    memory.host('a').restore()
    await pass(4 * 3600)
    expect(warnings()).toHaveLength(1)
    memory.host('c').restore()
    expect(memory.ids()).toEqual(['a-1', 'b-1'])
    await cluster.down()
    expect(memory.ids()).toEqual([])
  })

  it('is not renewed any more once it is taken down', async () => {
    const { memory, pass } = withTime(new Lab(['a']))
    const { cluster } = berthOver(memory)
    await cluster.up()
    await cluster.down()
    const calls = memory.calls.length
    await pass(7200)
    expect(memory.calls.slice(calls)).toEqual([])
  })

  it('that is gone says so where a command is run in it, with its lease', async () => {
    const { memory, pass, clock } = withTime(new Lab(['a']))
    const { cluster } = berthOver(memory, { lease: '90s' })
    await cluster.up()
    // This process is stopped, as a machine that sleeps.
    await clock.advance(100_000)
    await pass(0)
    const results = await cluster.exec('true')
    const { code, message, remedy } = results.get('a').error ?? expect.fail('it ran')
    expect(code).toBe('BERTH_EXEC_NOT_STARTED')
    expect(message).toMatch(/the container a-1 is gone: its lease of 90 s ends it when nobody has renewed it/)
    expect(remedy).toMatch(/longer container\.lease/)
  })
})

describe('a container that an up finds', () => {
  it('is renewed by each up, and for as long as who has it lives', async () => {
    const { memory, pass } = withTime(new Lab(['a', 'b']))
    const file = { lease: '1h' }
    const made = berthOver(memory, file, { handsOver: true }).cluster
    await made.up()
    await made.close()
    for (let turn = 0; turn < 3; turn += 1) {
      await pass(3000)
      const { cluster } = berthOver(memory, file, { adopt: { handedOver: true }, handsOver: true })
      expect((await cluster.up())?.action).toBe('use')
      if (turn === 1) await pass(3 * 3600)
      await cluster.close()
    }
    expect(memory.ids()).toEqual(['a-1', 'b-1'])
    await pass(3605)
    expect(memory.ids()).toEqual([])
  })

  it('is renewed on by the object that made it, whatever has failed since', async () => {
    const { memory, pass } = withTime(new Lab(['a', 'b']))
    const { cluster } = berthOver(memory)
    await cluster.up()
    memory.host('b').engine.remove(memory.host('b').container('lab'))
    memory.fail('b', 'launch', 'BERTH_LAUNCH_FAILED')
    await expect(cluster.up()).rejects.toMatchObject({ code: 'BERTH_LAUNCH_FAILED' })
    await pass(2 * 3600)
    expect(memory.ids()).toEqual(['a-1'])
    await cluster.up()
    await pass(2 * 3600)
    expect(memory.ids()).toEqual(['a-1', expect.stringMatching(/^b-/)])
  })

  it('is let go of by an up that failed where it is of somebody else', async () => {
    const { memory, pass } = withTime(new Lab(['a', 'b']))
    const file = { lease: '1h' }
    const made = berthOver(memory, file, { handsOver: true }).cluster
    await made.up()
    await made.close()
    const { cluster } = berthOver(memory, file, { adopt: { handedOver: true } })
    memory.host('b').engine.remove(memory.host('b').container('lab'))
    memory.fail('b', 'launch', 'BERTH_LAUNCH_FAILED')
    await expect(cluster.up()).rejects.toMatchObject({ code: 'BERTH_LAUNCH_FAILED' })
    await pass(3605)
    expect(memory.ids()).toEqual([])
  })
})

it('a command that is aborted does not wait for whether its container is gone', async () => {
  const { memory, pass, clock } = withTime(new Lab(['a']))
  const aborter = new AbortController()
  const list: typeof memory.runtime.list = (_engine, _labels, options) =>
    new Promise((_resolve, reject) => {
      options?.signal?.addEventListener('abort', () => reject(new Error('enough')))
      aborter.abort(new Error('enough'))
    })
  const { cluster } = berthOver(memory, { lease: '90s' }, { runtimes: { memory: { ...memory.runtime, list } } })
  await cluster.up()
  await clock.advance(100_000)
  await pass(0)
  const results = await cluster.exec('true', { signal: aborter.signal })
  expect(results.get('a').error).toMatchObject({ code: 'BERTH_EXEC_NOT_STARTED' })
  expect(aborter.signal.aborted).toBe(true)
})

describe('a container that is handed over', () => {
  it('has none by itself', async () => {
    const { memory, pass } = withTime(new Lab(['a']))
    await berthOver(memory, {}, { handsOver: true }).cluster.up()
    await pass(24 * 3600, 3600)
    expect(memory.ids()).toEqual(['a-1'])
  })

  it('with a lease lives for as long as anybody uses it again before that is over', async () => {
    const { memory, pass } = withTime(new Lab(['a']))
    const file = { lease: '1h' }
    const made = berthOver(memory, file, { handsOver: true }).cluster
    await made.up()
    await made.close()
    for (let turn = 0; turn < 3; turn += 1) {
      await pass(3000)
      const { cluster } = berthOver(memory, file, { adopt: { handedOver: true } })
      await cluster.attach()
      await pass(3 * 3600)
      await cluster.exec('true')
      await cluster.close()
    }
    expect(memory.ids()).toEqual(['a-1'])
    await pass(3605)
    expect(memory.ids()).toEqual([])
  })
})

it('an attach is aborted while it renews', async () => {
  const { memory, pass } = withTime(new Lab(['a']))
  const made = berthOver(memory, { lease: '1h' }, { handsOver: true }).cluster
  await made.up()
  await made.close()
  const aborting = new AbortController()
  const { cluster } = berthOver(memory, { lease: '1h' }, { adopt: { handedOver: true } })
  let answers = (): void => undefined
  memory.pace = async (call) => {
    if (call !== 'exec a') return
    aborting.abort(new Error('enough'))
    await new Promise<void>((resolve) => {
      answers = resolve
    })
  }
  await expect(cluster.attach({ signal: aborting.signal })).rejects.toMatchObject({ code: 'BERTH_ABORTED' })
  const closing = cluster.close()
  answers()
  await pass(10)
  await closing
})

it('no lease runs out while its process lives and the host is reachable, and none that nobody renews outlives what runs', async () => {
  const anyCase = fc.record({
    lease: fc.integer({ min: 5, max: 7200 }),
    /** How long the process lives, in leases, and how long a command runs on after that. */
    lives: fc.double({ min: 0, max: 4, noNaN: true }),
    runsOn: fc.double({ min: 0, max: 3, noNaN: true }),
    /** Which host is cut off for a moment, and when. */
    cutOff: fc.double({ min: 0, max: 3, noNaN: true }),
  })
  await fc.assert(
    fc.asyncProperty(anyCase, async ({ lease, lives, runsOn, cutOff }) => {
      const { memory, pass } = withTime(new Lab(['a', 'b']))
      const { cluster } = berthOver(memory, { lease })
      const step = lease / 12
      await cluster.up()
      const seconds = Math.ceil((lives + runsOn) * lease)
      await cluster.start(['sleep', String(seconds)], { hosts: ['b'] })
      if (cutOff < lives) {
        await pass(cutOff * lease, step)
        memory.host('a').dropConnections()
        await pass((lives - cutOff) * lease, step)
      } else await pass(lives * lease, step)
      expect(memory.ids()).toEqual(['a-1', 'b-1'])
      await cluster.close()
      await pass(lease + 5, step)
      expect(memory.ids()).toEqual(runsOn > 1.2 ? ['b-1'] : runsOn < 0.8 ? [] : expect.anything())
      await pass(runsOn * lease + 5, step)
      expect(memory.ids()).toEqual([])
    }),
    { numRuns: 15 },
  )
})

function withTime(hosts: Lab): {
  memory: MemoryCluster
  clock: VirtualClock
  pass: (seconds: number, step?: number) => Promise<void>
} {
  return { memory: hosts.memory, clock: hosts.clock, pass: (...asked) => hosts.pass(...asked) }
}
