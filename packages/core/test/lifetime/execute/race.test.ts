import type { MemoryCluster } from '@berth/memory-cluster'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { HostsError } from '../../../src/errors/index.js'
import { readLabels } from '../../../src/lifetime/owners/labels.js'
import { berthOver, lab } from '../berth-over.js'
import { rejection } from '../rejection.js'
import { setupScriptFile } from './setup-script-file.js'
import { timeFlies } from './time-flies.js'

timeFlies()

const hosts = ['a', 'b', 'c'] as const

const numRuns = 40

/** Runs by the containers that are there. */
function runsIn(memory: MemoryCluster): (string | undefined)[] {
  return hosts.map((host) => readLabels(memory.host(host).containers.get('lab')?.labels ?? {})?.run)
}

it.each(['per_run', 'persistent'] as const)(
  'two runs that bring up one %s name: at most one wins, whole, and nothing of its is touched',
  { timeout: 300_000 },
  async (lifetime) => {
    const setup_script = setupScriptFile()
    let wins = 0
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.nat(30), async (scheduler, lag) => {
        const memory = lab(hosts)
        memory.pace = (call) => scheduler.schedule(Promise.resolve(), call).then(() => undefined)
        const rivals = [berthOver(memory, { lifetime, setup_script }), berthOver(memory, { lifetime, setup_script })]
        const ups = Promise.allSettled(
          rivals.map(async ({ cluster }, index) => {
            for (let turn = 0; turn < index * lag; turn += 1) await memory.pace('lag')
            return cluster.up()
          }),
        )
        const outcomes = await scheduler.waitFor(ups)
        const winners = rivals
          .filter((_, index) => outcomes[index]?.status === 'fulfilled')
          .map(({ cluster }) => cluster.run.id)
        for (const outcome of outcomes) {
          if (outcome.status === 'rejected')
            expect([
              'BERTH_NAME_TAKEN',
              'BERTH_IN_USE',
              'BERTH_PROVISIONING',
              'BERTH_PARTIAL_SET',
              'BERTH_HOSTS_FAILED',
            ]).toContain(outcome.reason.code)
        }
        const [winner] = winners
        wins += winners.length > 0 ? 1 : 0
        if (lifetime === 'per_run') expect(winners.length).toBeLessThan(2)
        if (winner === undefined) expect(new Set(runsIn(memory))).toEqual(new Set([undefined]))
        else expect(new Set(runsIn(memory)).size).toBe(1)
      }),
      { numRuns },
    )
    expect(wins).toBeGreaterThan(0)
  },
)

/** Sets of hosts that runs bring up at once, each overlapping the next. */
const overlapping: readonly (readonly (readonly string[])[])[] = [
  [
    ['a', 'b', 'c'],
    ['b', 'c', 'd'],
  ],
  [
    ['a', 'b'],
    ['b', 'c'],
    ['a', 'c'],
  ],
  [
    ['a', 'c', 'd'],
    ['b', 'c'],
    ['a', 'b', 'd'],
    ['a', 'b', 'c', 'd'],
  ],
]

it.each(['per_run', 'persistent'] as const)(
  'runs that bring up overlapping sets of one %s name: one wins in every schedule, and each loser says who has the name',
  { timeout: 300_000 },
  async (lifetime) => {
    let schedules = 0
    const collided = { waited: 0, gaveWay: 0 }
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.constantFrom(...overlapping),
        fc.array(fc.nat(12), { minLength: 4, maxLength: 4 }),
        async (scheduler, sets, lags) => {
          schedules += 1
          const memory = lab(['a', 'b', 'c', 'd'])
          memory.pace = (call) => scheduler.schedule(Promise.resolve(), call).then(() => undefined)
          const rivals = sets.map((some) => berthOver(memory, { lifetime }, { hosts: some }))
          const ups = Promise.allSettled(
            rivals.map(async ({ cluster }, index) => {
              for (let turn = 0; turn < (lags[index] ?? 0); turn += 1) await memory.pace('lag')
              return cluster.up()
            }),
          )
          const outcomes = await scheduler.waitFor(ups)
          const winners = rivals.filter((_, index) => outcomes[index]?.status === 'fulfilled')
          const runs = rivals.map(({ cluster }) => cluster.run.id)
          expect(winners.length).toBeGreaterThan(0)
          for (const { cluster } of winners) {
            for (const host of cluster.hosts) {
              const labels = readLabels(memory.host(host).containers.get('lab')?.labels ?? {})
              if (lifetime === 'per_run') expect(labels?.run).toBe(cluster.run.id)
              else expect(runs).toContain(labels?.run)
            }
          }
          for (const outcome of outcomes) {
            if (outcome.status === 'fulfilled') continue
            const { message }: Error = outcome.reason
            expect(runs.some((run) => message.includes(run))).toBe(true)
          }
          const told = rivals.flatMap(({ events }) => events.map((event) => ('message' in event ? event.message : '')))
          if (told.some((message) => message?.includes('waiting for it to give way'))) collided.waited += 1
          if (told.some((message) => message?.includes('was taken by run'))) collided.gaveWay += 1
        },
      ),
      { numRuns },
    )
    expect(schedules).toBe(numRuns)
    expect(Math.min(collided.waited, collided.gaveWay)).toBeGreaterThan(0)
  },
)

it('the loser says who won', async () => {
  const memory = lab(hosts)
  const [winner, loser] = [berthOver(memory), berthOver(memory)]
  memory.fail('a', 'image', async () => {
    await winner.cluster.up()
  })
  const error = await rejection<HostsError>(loser.cluster.up())
  expect(error.code).toBe('BERTH_NAME_TAKEN')
  expect(error.message).toContain(`the name lab was taken by run ${winner.cluster.run.id} of user`)
  expect([memory.ids(), runsIn(memory)]).toEqual([['a-1', 'b-1', 'c-1'], hosts.map(() => winner.cluster.run.id)])
})

it.each(['per_run', 'persistent'] as const)(
  'what a live run has created and not started yet is no leftover (%s)',
  async (lifetime) => {
    const memory = lab(hosts)
    const [winner, loser] = [berthOver(memory, { lifetime }), berthOver(memory, { lifetime })]
    let refused: HostsError | undefined
    memory.fail('a', 'start', async () => {
      refused = await rejection<HostsError>(loser.cluster.up())
    })
    await winner.cluster.up()
    expect(refused?.code).toBe(lifetime === 'per_run' ? 'BERTH_IN_USE' : 'BERTH_PROVISIONING')
    expect(memory.changes).toEqual(['launch a', 'launch b', 'launch c'])
  },
)

it('the loser says that it lost, even when it cannot see who won', async () => {
  const memory = lab(['a'])
    .fail('a', 'launch', 'BERTH_NAME_TAKEN')
    .fail('a', 'observe', () => undefined, 'BERTH_ABORTED')
  const error = await rejection<HostsError>(berthOver(memory).cluster.up())
  expect(error.code).toBe('BERTH_NAME_TAKEN')
  expect(error.message).toContain('taken by somebody else')
})
