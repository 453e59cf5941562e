import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { remedyText } from '../../../src/errors/index.js'
import { type BerthLabels, hasBerthLabels, readLabels } from '../../../src/lifetime/owners/labels.js'
import { planAttachment, planUp } from '../../../src/lifetime/plan/make-plan.js'
import type { HostAction, HostPlan, Plan } from '../../../src/lifetime/plan/plan.js'
import { planDown } from '../../../src/lifetime/plan/plan-down.js'
import type { PlanInput } from '../../../src/lifetime/plan/plan-input.js'
import { anyInput, anyInputWithUnknown, permuted } from './any-input.js'

type Planner = (input: PlanInput) => Plan

const planners: readonly [string, Planner][] = [
  ['up', planUp],
  ['attach', planAttachment],
  ['down', planDown],
]
const removals: ReadonlySet<HostAction> = new Set(['replace', 'remove'])
const changes: ReadonlySet<HostAction> = new Set(['restart', 'launch', ...removals])

function holds(input: fc.Arbitrary<PlanInput>, check: (input: PlanInput) => void): void {
  fc.assert(
    fc.property(input, (one) => {
      check(one)
    }),
    { numRuns: 200 },
  )
}

function plansWith({ hosts }: Plan, actions: ReadonlySet<HostAction>): [string, HostPlan][] {
  return [...hosts].filter(([, { action }]) => actions.has(action))
}

function containerOf({ observations }: PlanInput, host: string) {
  const seen = observations.get(host)
  return seen?.state === 'running' || seen?.state === 'stopped' ? seen.container : null
}

/** Berth's labels of the container on a host, if they are of this cluster, and of this user or a run that was named. */
function oursOn(input: PlanInput, host: string) {
  const labels = readLabels(containerOf(input, host)?.labels ?? {})
  if (labels?.cluster !== input.cluster) return null
  return labels.owner.user === input.run.owner.user || input.adoption.runs.has(labels.run) ? labels : null
}

/** Whether a container is of this process's user, by its name, machine or record, or because the user said so. */
function isMine({ run, adoption }: PlanInput, { run: id, owner }: BerthLabels): boolean {
  if (adoption.runs.has(id)) return true
  if (owner.user !== run.owner.user) return false
  return id === run.id || owner.machine === run.owner.machine || adoption.recorded.has(id)
}

describe.each(planners)('%s', (intent, planner) => {
  it('has every host once, in sorted order', () => {
    holds(anyInput, (input) => expect([...planner(input).hosts.keys()]).toEqual([...input.hosts].sort()))
  })

  it('decides the same whatever the order of hosts and answers', () => {
    const pair = anyInput.chain((input) => permuted(input).map((other) => [input, other] as const))
    fc.assert(
      fc.property(pair, ([input, other]) => {
        const [plan, again] = [planner(input), planner(other)]
        expect(again).toEqual(plan)
        expect([...again.hosts.keys()]).toEqual([...plan.hosts.keys()])
      }),
    )
  })

  it('does nothing anywhere when it refuses, and says for which hosts and what to do', () => {
    holds(anyInput, (input) => {
      const { action, refusal, hosts } = planner(input)
      expect(action === 'refuse').toBe(refusal !== null)
      if (refusal === null) return
      expect([...hosts.values()].every((plan) => plan.action === 'none' && !plan.provision)).toBe(true)
      expect(refusal.hosts.length).toBeGreaterThan(0)
      expect(refusal.hosts).toEqual([...refusal.hosts].sort())
      expect(remedyText(refusal.remedy)).not.toBe('')
    })
  })

  it('acts only on the observed container, by its id', () => {
    holds(anyInput, (input) => {
      for (const [host, { action, container }] of planner(input).hosts) {
        const seen = containerOf(input, host)
        expect(container?.id).toBe(seen?.id)
        expect(container?.labels).toEqual(seen?.labels)
        if (action === 'launch') expect(input.observations.get(host)?.state).toBe('absent')
        if (action === 'restart') expect(input.observations.get(host)?.state).toBe('stopped')
        if (action === 'use') expect(input.observations.get(host)?.state).toBe('running')
        if (removals.has(action)) expect(seen).not.toBeNull()
      }
    })
  })

  it('removes nothing persistent, but on an explicit destroy', () => {
    holds(anyInput, (input) => {
      const persistent = plansWith(planner(input), removals).filter(
        ([host]) => oursOn(input, host)?.lifetime === 'persistent',
      )
      if (persistent.length === 0) return
      expect([intent, input.container.lifetime, input.options.destroy]).toEqual(['down', 'persistent', true])
    })
  })

  it('changes nothing under no_launch', () => {
    holds(anyInput, (input) => {
      if (input.container.lifetime !== 'no_launch') return
      const plan = planner(input)
      expect(plansWith(plan, changes)).toEqual([])
      expect([...plan.hosts.values()].some(({ provision }) => provision)).toBe(false)
    })
  })

  it('compensates what it launches and nothing else', () => {
    holds(anyInput, (input) => {
      for (const { action, compensation } of planner(input).hosts.values())
        expect(compensation === 'remove what was created').toBe(action === 'launch' || action === 'replace')
    })
  })
})

it('no call removes what is persistent, of whatever cluster and user, or cannot be read, but a destroy of its own', () => {
  holds(anyInput, (input) => {
    for (const [host] of plansWith(planUp(input), removals)) {
      const labels = containerOf(input, host)?.labels ?? {}
      expect(readLabels(labels)?.lifetime ?? (hasBerthLabels(labels) ? 'unreadable' : 'foreign')).not.toMatch(
        /persistent|unreadable/,
      )
    }
    for (const [host] of plansWith(planDown(input), removals)) {
      const labels = readLabels(containerOf(input, host)?.labels ?? {})
      expect(labels?.cluster).toBe(input.cluster)
      expect(labels?.lifetime).toBe(input.container.lifetime)
      if (labels?.lifetime === 'persistent') expect(input.options.destroy).toBe(true)
    }
  })
})

it('up removes what Berth did not make, or may be in use, only by the word for it', () => {
  holds(anyInput, (input) => {
    const { replace = [] } = input.options
    for (const [host] of plansWith(planUp(input), removals)) {
      const labels = readLabels(containerOf(input, host)?.labels ?? {})
      if (labels === null) expect(replace).toContain('foreign')
      else if (!replace.includes('in_use')) {
        expect(isMine(input, labels)).toBe(true)
        const standing = input.standings.get(labels.run) ?? 'unknown'
        const outOfSight = labels.handedOver && standing === 'unknown'
        if (input.observations.get(host)?.state === 'running') expect(standing === 'dead' || outOfSight).toBe(true)
      }
    }
  })
})

it('down removes only what is of this user, and a library only what its run made', () => {
  holds(anyInput, (input) => {
    for (const [host] of plansWith(planDown(input), removals)) {
      const labels = readLabels(containerOf(input, host)?.labels ?? {})
      if (labels === null) throw new Error(`what is on ${host} has no labels`)
      expect(isMine(input, labels)).toBe(true)
      const { runs, handedOver } = input.adoption
      if (labels.lifetime === 'per_run' && !handedOver && !runs.has(labels.run)) expect(labels.run).toBe(input.run.id)
    }
  })
})

it('one unknown host stops up, attach and destroy', () => {
  holds(anyInputWithUnknown, (input) => {
    const destroying = { ...input, options: { ...input.options, destroy: true } }
    const plans = [planUp(input), planAttachment(input)]
    if (input.container.lifetime === 'persistent') plans.push(planDown(destroying))
    for (const { refusal } of plans) expect(refusal?.code).toBe('BERTH_PROBE_UNTRUSTED')
  })
})

it('attach changes nothing', () => {
  holds(anyInput, (input) => {
    const plan = planAttachment(input)
    expect(plansWith(plan, changes)).toEqual([])
    expect([...plan.hosts.values()].some(({ provision }) => provision)).toBe(false)
  })
})

it('what is not ours is never restarted and never provisioned where it is', () => {
  holds(anyInput, (input) => {
    for (const [host, { action, provision }] of planUp(input).hosts) {
      if (containerOf(input, host) === null || oursOn(input, host) !== null) continue
      expect(action).not.toBe('restart')
      if (provision) expect(action).toBe('replace')
    }
  })
})

it('a plan that goes on ends with a container everywhere, of images that agree', () => {
  holds(anyInput, (input) => {
    const plan = planUp(input)
    if (plan.refusal !== null) return
    for (const { action } of plan.hosts.values()) expect(['use', 'restart', 'launch', 'replace']).toContain(action)
    if (input.container.lifetime === 'no_launch') return
    const kept = plansWith(plan, new Set(['use', 'restart']))
    expect(new Set(kept.map(([host]) => JSON.stringify(containerOf(input, host)?.image))).size).toBeLessThan(2)
  })
})

it('random clusters reach every action of every planner', () => {
  const reached = new Set(
    fc
      .sample(anyInput, { numRuns: 1000, seed: 7 })
      .flatMap((input) => planners.map(([intent, planner]) => `${intent} ${planner(input).action}`)),
  )
  expect([...reached].sort()).toEqual([
    'attach attach',
    'attach refuse',
    'attach use',
    'down none',
    'down refuse',
    'down remove',
    'up attach',
    'up launch',
    'up refuse',
    'up repair',
    'up restart',
    'up use',
  ])
})

/** How persistent containers are launched again, where others of their set may be there, on hosts that are missing. */
function besideMissing(warning: string): string {
  return warning.replace(
    /Then launch them again\. Run: berth up /,
    'Then launch them again, from the image of the others. Run: berth up --repair launch_missing ',
  )
}

it.each([
  ['up', planUp],
  ['attach', planAttachment],
] as const)('%s that may lose hosts decides for the others as if the missing were not there', (_, planner) => {
  holds(fc.oneof(anyInput, anyInputWithUnknown), (input) => {
    const plan = planner({ ...input, options: { ...input.options, maxFailures: '100%' } })
    expect([...plan.hosts.keys(), ...plan.missing.keys()].toSorted()).toEqual([...input.hosts].sort())
    expect(plan.hosts.size).toBeGreaterThan(0)
    const isThere = ([host]: readonly [string, unknown]): boolean => plan.hosts.has(host)
    const others = {
      ...input,
      hosts: [...plan.hosts.keys()],
      observations: new Map([...input.observations].filter(isThere)),
      facts: new Map([...input.facts].filter(isThere)),
    }
    const { warnings, ...decided } = plan
    const { warnings: warningsOfOthers, ...decidedOfOthers } = planner(others)
    expect(decided).toEqual({ ...decidedOfOthers, missing: plan.missing })
    const isBeside = plan.missing.size > 0 && input.container.lifetime === 'persistent'
    expect(warnings).toEqual(isBeside ? warningsOfOthers.map(besideMissing) : warningsOfOthers)
  })
})
