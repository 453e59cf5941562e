import fc from 'fast-check'
import { expect, it } from 'vitest'
import { planUp } from '../../../src/lifetime/plan/make-plan.js'
import type { HostAction } from '../../../src/lifetime/plan/plan.js'
import { planDown } from '../../../src/lifetime/plan/plan-down.js'
import { type PlanInput, situationsOf } from '../../../src/lifetime/plan/plan-input.js'
import { situations } from '../../../src/lifetime/plan/situation.js'
import { mayRemove, type RemovalCall, removalCalls } from '../../../src/lifetime/plan/verdicts/who-may-remove.js'
import { anyInput } from './any-input.js'

const removals: ReadonlySet<HostAction> = new Set(['replace', 'remove'])

/** A call, as the command line makes it. */
function called(input: PlanInput, call: RemovalCall) {
  const { adoption } = input
  const asked = (options: PlanInput['options']): PlanInput => ({
    ...input,
    options,
    adoption: { ...adoption, runs: new Set(), handedOver: true },
  })
  switch (call) {
    case 'up':
      return { planner: planUp, input: asked({}) }
    case 'up, replace in_use':
      return { planner: planUp, input: asked({ replace: ['in_use'] }) }
    case 'up, replace foreign':
      return { planner: planUp, input: asked({ replace: ['foreign'] }) }
    case 'down':
      return { planner: planDown, input: asked({}) }
    case 'down, destroy':
      return { planner: planDown, input: asked({ destroy: true }) }
    default:
      return null
  }
}

it('a plan removes what the table says, and where it is not refused, all of that', () => {
  const met = new Set<string>()
  fc.assert(
    fc.property(anyInput, fc.constantFrom(...removalCalls), (any, call) => {
      const made = called(any, call)
      if (made === null) return
      const { hosts, refusal } = made.planner(made.input)
      for (const { host, situation } of situationsOf(made.input)) {
        const removed = removals.has(hosts.get(host)?.action ?? 'none')
        const may = situation !== 'unknown' && mayRemove(made.input.container.lifetime, situation, call)
        if (refusal === null) expect([host, situation, removed]).toEqual([host, situation, may])
        else expect(removed).toBe(false)
        if (removed) met.add(`${call}: ${situation}`)
      }
    }),
    { numRuns: 2000 },
  )
  expect([...met].filter((one) => one.endsWith('persistent'))).toEqual(
    expect.arrayContaining(['down, destroy: running persistent']),
  )
  expect(met.size).toBeGreaterThan(10)
})

it('a run that is named counts as one of the own: what it made is taken down, and nothing else more', () => {
  for (const situation of situations) {
    for (const [plain, named] of [
      ['down', 'down, its run named'],
      ['down, destroy', 'down, destroy, its run named'],
    ] as const) {
      const more = mayRemove('per_run', situation, named) && !mayRemove('per_run', situation, plain)
      expect([situation, more]).toEqual([situation, / (in use|being brought up)$/.test(situation)])
      const destroyed = mayRemove('persistent', situation, named) && !mayRemove('persistent', situation, plain)
      expect(destroyed).toBe(plain === 'down, destroy' && situation.endsWith(' of another machine'))
    }
  }
})

it('what cannot be read, and what is persistent, is removed by nothing but a destroy of its own cluster', () => {
  for (const situation of situations.filter((one) => / (persistent|unreadable)/.test(one))) {
    for (const call of removalCalls) {
      expect(mayRemove('per_run', situation, call)).toBe(false)
      expect(mayRemove('no_launch', situation, call)).toBe(false)
      if (!call.startsWith('down, destroy')) expect(mayRemove('persistent', situation, call)).toBe(false)
    }
  }
})
