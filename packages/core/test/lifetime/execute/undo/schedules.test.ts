import type { Invocation, MemoryCluster } from '@berth/memory-cluster'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { CompensationError, KeptError } from '../../../../src/lifetime/index.js'
import { newRun } from '../../../../src/lifetime/owners/this-process.js'
import { lab } from '../../berth-over.js'
import { type Fate, type Outcome, Rival } from '../rival.js'
import { setupScriptFile } from '../setup-script-file.js'
import { timeFlies } from '../time-flies.js'

timeFlies()

const hosts = ['a', 'b', 'c'] as const
const script = setupScriptFile('prepare\n')

/** Fates of the process that launches, by how many calls of its own it lives to see. */
const anyFate = fc.oneof(
  fc.constant<Fate>({ ends: 'never' }),
  fc.record({ ends: fc.constantFrom('interrupted' as const, 'killed' as const), at: fc.integer({ min: 8, max: 45 }) }),
)

const anyCase = fc.record({
  lifetime: fc.constantFrom('per_run' as const, 'persistent' as const),
  scripted: fc.boolean(),
  /** Where the setup script of the one who launches fails. */
  failing: fc.option(fc.constantFrom(...hosts), { freq: 2 }),
  fate: anyFate,
  /** What those who come do, and after how many turns: of all, or since all containers run. */
  comers: fc.array(
    fc.record({
      call: fc.constantFrom('attach' as const, 'up' as const),
      since: fc.constantFrom('the beginning' as const, 'all run' as const),
      after: fc.nat(20),
    }),
    {
      minLength: 1,
      maxLength: 2,
    },
  ),
})

/** Ids of the containers that run, by host. */
function idsIn(memory: MemoryCluster): (string | undefined)[] {
  return hosts.map((host) => {
    const container = memory.host(host).containers.get('lab')
    return container?.state === 'running' ? container.id : undefined
  })
}

/** Names of the claims in all containers that there are. */
function claimsIn(memory: MemoryCluster): string[] {
  return hosts.flatMap((host) => memory.host(host).containers.get('lab')?.files.list('/var/lib/berth/claims') ?? [])
}

it('who has come to a set keeps it, whole, whatever becomes of who launched it and whenever', {
  timeout: 300_000,
}, async () => {
  const seen = { schedules: 0, came: 0, undone: 0, keptUnderThem: 0, refused: 0 }
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), anyCase, async (scheduler, { lifetime, scripted, failing, fate, comers }) => {
      const pace = (call: string): Promise<void> => scheduler.schedule(Promise.resolve(), call).then(() => undefined)
      const turns = async (count: number): Promise<void> => {
        for (let turn = 0; turn < count; turn += 1) {
          await new Promise((resolve) => setImmediate(resolve))
          await pace('turn')
        }
      }
      const prepare = async ({ host }: Invocation): Promise<number> => {
        await turns(30)
        return host === failing ? 3 : 0
      }
      const memory = lab(hosts, { programs: { prepare } })
      const keys = { lifetime, setup_script: scripted ? script : false }
      // On another machine, so that nobody knows whether it lives: it may, or it may have been killed.
      const run = { ...newRun(), owner: { ...newRun().owner, machine: 'elsewhere/1' } }
      const maker = new Rival(memory, pace, fate, keys, { run })
      const adopt = lifetime === 'per_run' ? { run } : {}
      const users = comers.map((comer) => ({
        ...comer,
        rival: new Rival(memory, pace, { ends: 'never' }, keys, adopt),
      }))

      let ended = false
      const ends = Promise.all([
        maker
          .run((cluster, signal) => cluster.up({ signal }))
          .finally(() => {
            ended = true
          }),
        ...users.map(async ({ rival, call, since, after }) => {
          while (since === 'all run' && !idsIn(memory).every(Boolean) && !ended) await turns(1)
          await turns(after)
          return rival.run((cluster) => cluster[call]())
        }),
      ])
      const [made, ...came] = await scheduler.waitFor(ends)
      const there = idsIn(memory)

      for (const [index, outcome] of came.entries()) {
        if (outcome !== 'done') continue
        expect([...(users[index]?.rival.cluster.containers.values() ?? [])]).toEqual(there)
      }
      const left = leftBy(made)
      const gone = there.every((id) => id === undefined)
      if (isFailed(made) && left.length === 0 && came.every((outcome) => outcome !== 'done')) expect(gone).toBe(true)
      if (came.every((outcome) => outcome !== 'done')) expect(claimsIn(memory)).toEqual([])

      const someCame = came.includes('done')
      seen.schedules += 1
      seen.came += someCame ? 1 : 0
      seen.undone += isFailed(made) && gone ? 1 : 0
      seen.keptUnderThem += isFailed(made) && someCame ? 1 : 0
      seen.refused += came.some(isFailed) ? 1 : 0
    }),
    { numRuns: 100 },
  )
  expect(seen.schedules).toBe(100)
  for (const count of [seen.came, seen.undone, seen.keptUnderThem, seen.refused]) expect(count).toBeGreaterThan(2)
})

function isFailed(outcome: Outcome | undefined): outcome is { readonly failed: unknown } {
  return typeof outcome === 'object'
}

/** The hosts on which an `up` said that it left something. */
function leftBy(outcome: Outcome | undefined): readonly string[] {
  if (!isFailed(outcome)) return []
  const { failed } = outcome
  if (failed instanceof CompensationError) return [...failed.leftBehind.keys()]
  return failed instanceof KeptError ? [...failed.kept.keys()] : []
}
