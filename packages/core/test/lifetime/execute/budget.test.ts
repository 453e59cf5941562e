import type { MemoryCall, MemoryFault } from '@berth/memory-cluster'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { BerthError } from '../../../src/errors/index.js'
import type { MaxFailures } from '../../../src/fanout/index.js'
import type { ClusterEvent } from '../../../src/lifetime/index.js'
import { berthOver, lab } from '../berth-over.js'
import { setupScriptFile } from './setup-script-file.js'
import { timeFlies } from './time-flies.js'

timeFlies()

const hosts = ['a', 'b', 'c', 'd', 'e', 'f']
const script = setupScriptFile()

const anyCall = fc.constantFrom<MemoryCall[]>(
  'connect',
  'observe',
  'facts',
  'image',
  'launch',
  'start',
  'exec',
  'remove',
)
const anyFault = fc.oneof(
  fc.constantFrom<MemoryFault[]>('BERTH_LAUNCH_FAILED', 'BERTH_CONNECTION_LOST', 'BERTH_IMAGE_UNAVAILABLE'),
  fc.constantFrom<MemoryFault[]>({ lost: 'BERTH_CONNECTION_LOST' }, { dies: 0 }),
)
const anyFaults = fc.array(fc.tuple(fc.constantFrom(...hosts), anyCall, anyFault), { maxLength: 8 })
const anyLimit = fc.constantFrom<(MaxFailures | undefined)[]>(undefined, 0, 1, 2, 3, '50%', '100%')
const anyWay = fc.record({
  faults: anyFaults,
  maxFailures: anyLimit,
  lifetime: fc.constantFrom('per_run' as const, 'persistent' as const),
  parallel: fc.integer({ min: 1, max: 6 }),
  there: fc.subarray(hosts),
})

const most = (maxFailures: MaxFailures | undefined): number =>
  typeof maxFailures === 'string' ? (hosts.length * Number.parseFloat(maxFailures)) / 100 : (maxFailures ?? 0)

/** Hosts on which a step was begun after more hosts had failed than may. */
function begunPastLimit(events: readonly ClusterEvent[], limit: number): string[] {
  const failed = new Set<string>()
  return events.flatMap((event) => {
    if (event.type !== 'host' || event.step === 'observe' || event.step === 'remove') return []
    if (event.status === 'failed') failed.add(event.host)
    return event.status === 'started' && failed.size > limit ? [`${event.step} ${event.host}`] : []
  })
}

it('within the budget every healthy host has a container, and past it nothing new is begun; nothing is left unnamed', async () => {
  const seen = { within: 0, past: 0 }
  await fc.assert(
    fc.asyncProperty(anyWay, async ({ faults, maxFailures, lifetime, parallel, there }) => {
      const memory = lab(hosts)
      for (const [name, { images }] of memory.hosts) if (!there.includes(name)) images.delete('lab:1')
      for (const [host, call, fault] of faults) if (isFault(call, fault)) memory.fail(host, call, fault)
      const { cluster, events } = berthOver(memory, { lifetime, setup_script: script })
      const limits = { parallel, ...(maxFailures !== undefined && { maxFailures }) }
      const error = await cluster.up(limits).then(
        () => null,
        (cause: unknown) => cause,
      )
      const left = [...memory.hosts].filter(([, { containers }]) => containers.size > 0)
      if (error === null) {
        seen.within += 1
        const healthy = hosts.filter((host) => !cluster.missing.has(host))
        expect([...cluster.containers.keys()]).toEqual(healthy)
        for (const host of healthy) expect(memory.host(host).container('lab').state).toBe('running')
        expect(cluster.missing.size).toBeLessThanOrEqual(most(maxFailures))
        const unnamed = left.filter(
          ([host, { containers }]) =>
            cluster.missing.has(host) &&
            ![...containers.values()].every(({ id }) => cluster.missing.get(host)?.message.includes(id)),
        )
        expect(unnamed.map(([host]) => host)).toEqual([])
        expect((await cluster.exec('echo "$BERTH_WORLD_SIZE"')).get(healthy[0] ?? '').stdout).toBe(
          `${healthy.length}\n`,
        )
      } else {
        seen.past += 1
        const text = BerthError.isInstance(error) ? error.message : ''
        for (const [, { containers }] of left) for (const { id } of containers.values()) expect(text).toContain(id)
        if (maxFailures !== undefined) expect(begunPastLimit(events, most(maxFailures))).toEqual([])
      }
      await cluster.close()
    }),
    { numRuns: 20 },
  )
  expect(seen.within > 0 && seen.past > 0).toBe(true)
})

/** Whether a connection may die at such a call. */
function isFault(call: MemoryCall, fault: MemoryFault): boolean {
  return !(typeof fault === 'object' && 'dies' in fault && call === 'connect')
}
