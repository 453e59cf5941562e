import type { MemoryCall, MemoryCluster, MemoryFault } from '@berth/memory-cluster'
import { exitCodeOf } from 'berth-cluster'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { berthOver, lab } from '../../../../core/test/lifetime/berth-over.js'
import { image, labelsOf, mine, run } from '../../../../core/test/lifetime/observations.js'
import { kindsOf } from '../../../src/kinds-of.js'

const hosts = ['a', 'b', 'c'] as const

/** What one host is like before the call. */
const scenes = fc.record({
  container: fc.constantFrom('none', 'mine', 'kept', 'theirs', 'foreign'),
  state: fc.constantFrom('running' as const, 'exited' as const, 'created' as const),
  images: fc.constantFrom('same' as const, 'same' as const, 'to be pulled' as const, 'another to be pulled' as const),
})

const labels = {
  mine: labelsOf({ by: mine }),
  kept: labelsOf({ by: mine, lifetime: 'persistent' }),
  theirs: labelsOf({ by: run('other', 'bob') }),
  foreign: {},
} as const

const calls: readonly MemoryCall[] = [
  'connect',
  'observe',
  'facts',
  'image',
  'launch',
  'start',
  'restart',
  'remove',
  'list',
  'exec',
]
const faults: readonly MemoryFault[] = [
  'BERTH_HOST_UNREACHABLE',
  'BERTH_NAME_TAKEN',
  'BERTH_PROBE_UNTRUSTED',
  'BERTH_IN_USE',
  'BERTH_PROVISIONING',
  'BERTH_TIMEOUT',
  { lost: 'BERTH_LAUNCH_UNKNOWN' },
  { lost: 'BERTH_CONNECTION_LOST' },
]

const schedules = fc.record({
  scenes: fc.tuple(scenes, scenes, scenes),
  troubles: fc.array(fc.tuple(fc.constantFrom(...hosts), fc.constantFrom(...calls), fc.constantFrom(...faults)), {
    maxLength: 4,
  }),
  lifetime: fc.constantFrom('per_run', 'persistent'),
  script: fc.constantFrom(false, '/setup.sh'),
  call: fc.constantFrom('up', 'replace', 'repair', 'attach', 'down', 'destroy'),
})

type Schedule = typeof schedules extends fc.Arbitrary<infer Value> ? Value : never

/** All that the engines have, as far as a user may miss it. */
function engineStates(memory: MemoryCluster): unknown {
  return [...memory.hosts.values()].map(({ name, containers, images }) => ({
    name,
    containers: [...containers].map(([as, { id, state, startedAt }]) => [as, id, state, startedAt]),
    images: [...images],
  }))
}

function memoryOf({ scenes, troubles }: Schedule): MemoryCluster {
  const memory = lab(hosts)
  scenes.forEach(({ container, state, images }, index) => {
    const host = memory.host(hosts[index] ?? '')
    if (container !== 'none')
      host.addContainer({ name: 'lab', labels: labels[container as keyof typeof labels], state })
    if (images !== 'same') host.images.clear()
    if (images === 'another to be pulled') host.registry.set('lab:1', image('2'))
  })
  for (const [host, call, fault] of troubles) memory.fail(host, call, fault)
  return memory
}

it('an exit with 3 has changed nothing, whatever goes wrong', async () => {
  const seen = new Map<number, number>()
  await fc.assert(
    fc.asyncProperty(schedules, async (schedule) => {
      const memory = memoryOf(schedule)
      const { lifetime, script, call } = schedule
      const { cluster } = berthOver(memory, { lifetime, setup_script: script }, { run: run('of this call') })
      const before = engineStates(memory)
      const work = {
        up: () => cluster.up(),
        replace: () => cluster.up({ replace: ['in_use', 'foreign'] }),
        repair: () => cluster.up({ repair: 'launch_missing' }),
        attach: () => cluster.attach(),
        down: () => cluster.down(),
        destroy: () => cluster.down({ destroy: true }),
      }[call]
      const error: unknown = await work?.().then(
        () => null,
        (reason: unknown) => reason,
      )
      await cluster.close()
      const code = error === null ? 0 : exitCodeOf(kindsOf(error))
      seen.set(code, (seen.get(code) ?? 0) + 1)
      if (code === 3) expect([engineStates(memory), memory.setUps]).toEqual([before, []])
    }),
    { numRuns: 250 },
  )
  for (const code of [0, 1, 3, 4]) expect(seen.get(code) ?? 0, `exits with ${code}`).toBeGreaterThan(5)
})
