import type { MemoryCluster } from '@berth/memory-cluster'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Cluster } from '../../../src/cluster/index.js'
import type { BerthError, HostsError } from '../../../src/errors/index.js'
import { berthOver, lab } from '../berth-over.js'
import { rejection } from '../rejection.js'
import { signal } from './signal.js'
import { timeFlies } from './time-flies.js'

timeFlies()

const hosts = ['a', 'b'] as const
const lifetimes = ['per_run', 'persistent'] as const
type Kept = (typeof lifetimes)[number]

/** What one command line of the user has. */
function commandLine(memory: MemoryCluster, lifetime: Kept): Cluster {
  return berthOver(memory, { lifetime }, { handsOver: true, adopt: { handedOver: true } }).cluster
}

async function up(memory: MemoryCluster, lifetime: Kept): Promise<void> {
  const cluster = commandLine(memory, lifetime)
  try {
    await cluster.up(lifetime === 'persistent' ? { repair: 'launch_missing' } : {})
  } finally {
    await cluster.close()
  }
}

async function down(memory: MemoryCluster, lifetime: Kept): Promise<void> {
  const cluster = commandLine(memory, lifetime)
  try {
    await cluster.down({ destroy: lifetime === 'persistent' })
  } finally {
    await cluster.close()
  }
}

async function broughtUp(lifetime: Kept): Promise<MemoryCluster> {
  const memory = lab(hosts)
  await up(memory, lifetime)
  return memory
}

describe.each(lifetimes)('a %s set that is taken down on its second host more slowly', (lifetime) => {
  /** Does this once the first host's container is gone, before the guard of the second host's. */
  function betweenRemovals(memory: MemoryCluster, work: () => Promise<void>): void {
    memory.fail('b', 'remove', async () => {
      while (memory.ids().includes('a-1')) await new Promise((resolve) => setImmediate(resolve))
      await work()
    })
  }

  it('stays there where an up has completed it meanwhile, and goes by the command that is printed', async () => {
    const memory = await broughtUp(lifetime)
    betweenRemovals(memory, () => up(memory, lifetime))
    const error = await rejection<HostsError>(down(memory, lifetime))
    expect([error.code, [...error.failures.keys()], memory.ids()]).toEqual(['BERTH_IN_USE', ['b'], ['a-2', 'b-1']])
    expect(error.message).toContain('the container was not removed: it was brought up since it was looked at')
    const destroys = lifetime === 'persistent' ? ' --destroy' : ''
    expect(error.failures.get('b')?.commands.map(({ run }) => run)).toEqual([`berth down${destroys} --cluster FILE`])
    await down(memory, lifetime)
    expect(memory.ids()).toEqual([])
  })

  it('goes where an up comes once it is let go: that launches nothing', async () => {
    const memory = await broughtUp(lifetime)
    let refused: BerthError | undefined
    memory.pace = async (call) => {
      if (call !== 'removal b') return
      while (memory.ids().includes('a-1')) await new Promise((resolve) => setImmediate(resolve))
      refused = await rejection(up(memory, lifetime))
    }
    await down(memory, lifetime)
    expect([refused?.code, memory.ids()]).toEqual(['BERTH_IN_USE', []])
    expect(memory.changes.filter((change) => change === 'launch a')).toHaveLength(1)
  })
})

it.each(lifetimes)(
  'a %s set of which a part is missing goes whole where it is let go under an up, which takes back what it launched',
  async (lifetime) => {
    const memory = await broughtUp(lifetime)
    memory.host('a').engine.remove(memory.host('a').container('lab'))
    const [letGo, upEnded] = [signal(), signal()]
    let downed: Promise<void> | undefined
    memory.pace = async (call) => {
      if (call !== 'removal b' || downed === undefined) return
      letGo.give()
      await upEnded.given
    }
    memory.fail('a', 'launch', async () => {
      downed = down(memory, lifetime)
      await letGo.given
    })
    const upped = rejection<HostsError>(up(memory, lifetime)).finally(upEnded.give)
    expect((await upped).code).toBe('BERTH_IN_USE')
    await downed
    expect(memory.ids()).toEqual([])
  },
)

it('goes whole where it is taken down while an up that completes it has launched nothing yet', async () => {
  const memory = await broughtUp('per_run')
  memory.host('a').engine.remove(memory.host('a').container('lab'))
  memory.fail('a', 'launch', () => down(memory, 'per_run'))
  const error = await rejection<HostsError>(up(memory, 'per_run'))
  expect([error.code, memory.ids()]).toEqual(['BERTH_CLAIM_FAILED', []])
  expect(error.message).toContain('is gone: another process removed it meanwhile')
})

it('stays whole where it is taken down while an up has launched the rest of it', async () => {
  const memory = await broughtUp('per_run')
  memory.host('a').engine.remove(memory.host('a').container('lab'))
  let refused: BerthError | undefined
  memory.fail('a', 'start', async () => {
    refused = await rejection(down(memory, 'per_run'))
  })
  await up(memory, 'per_run')
  expect([refused?.code, memory.ids()]).toEqual(['BERTH_IN_USE', ['a-2', 'b-1']])
})

it.each(lifetimes)(
  'a %s set that an up and a down of one user meet at is whole or gone where neither says that it failed',
  { timeout: 300_000 },
  async (lifetime) => {
    const met = { bothDone: 0, upFailed: 0, downFailed: 0 }
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.record({ up: fc.nat(8), remove: fc.oneof(fc.constant(0), fc.nat(20)), removal: fc.nat(20) }),
        fc.constantFrom(...hosts),
        async (scheduler, later, slow) => {
          const memory = await broughtUp(lifetime)
          const ended = new Set<'up' | 'down'>()
          const calls = { made: 0 }
          /** Until so many further calls were made, or nobody makes any. */
          const until = async (further: number, by: 'up' | 'down'): Promise<void> => {
            const end = calls.made + further
            while (calls.made < end && !ended.has(by)) await new Promise((resolve) => setImmediate(resolve))
          }
          memory.pace = async (call) => {
            if (call === `remove ${slow}`) await until(later.remove, 'up')
            if (call === `removal ${slow}`) await until(later.removal, 'up')
            await scheduler.schedule(Promise.resolve(), call)
            calls.made += 1
          }
          const both = Promise.allSettled([
            until(later.up, 'down')
              .then(() => up(memory, lifetime))
              .finally(() => ended.add('up')),
            down(memory, lifetime).finally(() => ended.add('down')),
          ])
          const [upped, downed] = await scheduler.waitFor(both)
          const left = memory.ids()
          if (upped.status === 'rejected') met.upFailed += 1
          if (downed.status === 'rejected') met.downFailed += 1
          if (upped.status === 'fulfilled' && downed.status === 'fulfilled') {
            met.bothDone += 1
            expect([0, hosts.length]).toContain(left.length)
          }
          if (downed.status === 'fulfilled' && upped.status === 'rejected') expect(left).toEqual([])
          if (upped.status === 'fulfilled' && downed.status === 'rejected') expect(left).toHaveLength(hosts.length)
        },
      ),
      { numRuns: 40 },
    )
    expect(Math.min(met.bothDone, met.upFailed + met.downFailed)).toBeGreaterThan(0)
  },
)
