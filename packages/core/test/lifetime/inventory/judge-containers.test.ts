import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { InventoriedContainer, Observation } from '../../../src/contract/index.js'
import { judgeContainers } from '../../../src/lifetime/inventory/judge-containers.js'
import { ownerText } from '../../../src/lifetime/owners/owner-text.js'
import type { Owner, OwnerStanding } from '../../../src/lifetime/owners/run.js'
import { planUp } from '../../../src/lifetime/plan/make-plan.js'
import { planDown } from '../../../src/lifetime/plan/plan-down.js'
import { type PlanInput, situationsOf } from '../../../src/lifetime/plan/plan-input.js'
import { standingsOf } from '../../../src/lifetime/plan/standings.js'
import { mayPrune } from '../../../src/lifetime/plan/verdicts/prune.js'
import { engine, mine, now, run, running, type Seen, stopped, wanted } from '../observations.js'
import { anyInput } from '../plan/any-input.js'

function inventoried(seen: Observation): InventoriedContainer[] {
  if (seen.state !== 'running' && seen.state !== 'stopped') return []
  return [{ ...seen.container, state: seen.state, devices: [] }]
}

function judged(
  observations: ReadonlyMap<string, Observation>,
  standingOf: (owner: Owner) => OwnerStanding,
  recorded: Iterable<string> = [],
) {
  const told = [...observations].map(([host, seen]) => ({
    host,
    runtime: 'docker',
    inventory: { now, engines: [{ engine, containers: inventoried(seen) }], troubles: [] },
  }))
  return judgeContainers(told, { run: mine, recorded: new Set(recorded), standingOf })
}

describe('a container that is found', () => {
  const anyStanding = fc.func(fc.constantFrom<OwnerStanding>('alive', 'dead', 'unknown'))

  it('is to ls and prune what it is to up and down of its own cluster', () => {
    const removed = new Set<string>()
    fc.assert(
      fc.property(anyInput, anyStanding, (any, standing) => {
        const standingOf = (owner: Owner): OwnerStanding => standing(ownerText(owner))
        const found = judged(any.observations, standingOf, any.adoption.recorded)
        const { recorded } = any.adoption
        const input: PlanInput = {
          ...any,
          adoption: { runs: new Set(), recorded, handedOver: true },
          standings: standingsOf(any.observations.values(), standingOf),
        }
        for (const { host, situation } of situationsOf(input)) {
          const one = found.find((container) => container.host === host)
          if (one === undefined || one.berth?.cluster !== input.cluster) continue
          const waits = situation === 'stopped of this run' && one.situation === 'stopped being brought up'
          expect([host, one.situation]).toEqual([host, waits ? one.situation : situation])
          if (one.verdict === 'left over') {
            const up = planUp({ ...input, ...alone(input, host), container: wanted('per_run'), options: {} })
            if (up.refusal === null) expect([host, up.hosts.get(host)?.action]).toEqual([host, 'replace'])
            if (up.refusal === null) removed.add(`up: ${situation}`)
          }
          if (one.situation !== 'unknown' && mayPrune(one.situation, 'prune, by its name') && one.verdict === 'kept') {
            const destroy = { container: wanted('persistent'), options: { destroy: true } }
            const down = planDown({ ...input, ...alone(input, host), ...destroy })
            expect([host, down.hosts.get(host)?.action]).toEqual([host, 'remove'])
            removed.add(`down: ${situation}`)
          }
        }
      }),
      { numRuns: 2000 },
    )
    expect([...removed].sort()).toEqual([
      'down: running persistent',
      'down: stopped persistent',
      'up: running leftover',
      'up: stopped leftover',
      'up: stopped of this run',
    ])
  })

  const cases: readonly [string, Seen & { readonly state?: 'stopped' }, OwnerStanding, string, string][] = [
    ['of a process that lives', { by: run('r'), committed: true }, 'alive', 'in use', 'its process lives'],
    ['of a process that is gone', { by: run('r'), committed: true }, 'dead', 'left over', 'left behind by a process'],
    ['that was handed over', { by: run('r'), committed: true, handedOver: true }, 'dead', 'kept', 'handed over'],
    [
      'that is stopped',
      { by: run('r'), handedOver: true, state: 'stopped' },
      'dead',
      'left over',
      'is stopped serves nobody',
    ],
    [
      'that was created and never started, by a process that is gone',
      { by: run('r'), state: 'stopped', startedAt: null },
      'dead',
      'left over',
      'is stopped serves nobody',
    ],
    [
      'that was created and is to be started',
      { by: run('r'), state: 'stopped', startedAt: null },
      'alive',
      'in use',
      'being brought up by run r',
    ],
    [
      'of another machine',
      { by: run('r', 'ann', 'elsewhere/2'), committed: true },
      'unknown',
      'not known',
      'made on another machine, elsewhere',
    ],
    [
      'of another user',
      { by: run('r', 'bob'), committed: true },
      'dead',
      'not known',
      'of user bob, whose process is gone',
    ],
    [
      'that another user has handed over',
      { by: run('r', 'bob'), committed: true, handedOver: true },
      'dead',
      'kept',
      'handed over by user bob, until that user takes it down',
    ],
    [
      'of another user who is at work',
      { by: run('r', 'bob'), committed: true },
      'alive',
      'in use',
      'its process lives',
    ],
    ['that is persistent', { by: run('r'), lifetime: 'persistent' }, 'dead', 'kept', 'until it is destroyed'],
    [
      "that is somebody else's, and persistent",
      { by: run('r', 'bob'), lifetime: 'persistent' },
      'dead',
      'kept',
      'of user bob',
    ],
    [
      'whose inside cannot be read',
      { by: run('r'), unreadable: 'no sh' },
      'dead',
      'not known',
      'cannot be read: no sh',
    ],
    ['of another version', { labels: { 'berth.version': '1' } }, 'unknown', 'not known', 'of another version of Berth'],
  ]
  it.each(cases)('%s', (_, { state, ...seen }, standing, verdict, reason) => {
    const observation = state === 'stopped' ? stopped(seen) : running(seen)
    const [found] = judged(new Map([['a', observation]]), () => standing)
    expect([found?.verdict, found?.reason]).toEqual([verdict, expect.stringContaining(reason)])
  })

  it('is in use while its run brings up another one', () => {
    const handedOver = { by: run('r'), handedOver: true }
    const observations = new Map([
      ['a', running({ ...handedOver, committed: true })],
      ['b', running({ ...handedOver, committed: false })],
    ])
    expect(judged(observations, () => 'alive').map(({ verdict }) => verdict)).toEqual(['in use', 'in use'])
  })

  it('of a claim that may live is not known to be left over', () => {
    const claimed = running({ by: run('r'), committed: true, claims: [run('other', 'ann', 'far/1')] })
    const dead = (owner: Owner): OwnerStanding => (owner.machine === 'far/1' ? 'unknown' : 'dead')
    const [found] = judged(new Map([['a', claimed]]), dead)
    expect([found?.verdict, found?.reason]).toEqual(['not known', expect.stringContaining('perhaps used by run other')])
  })
})

/** The same input for one host alone. */
function alone({ observations }: PlanInput, host: string): Pick<PlanInput, 'hosts' | 'observations'> {
  return { hosts: [host], observations: new Map([...observations].filter(([name]) => name === host)) }
}
