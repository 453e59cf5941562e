import { expect, it } from 'vitest'
import type { Observation } from '../../../src/contract/index.js'
import { remedyText } from '../../../src/errors/index.js'
import { planDown } from '../../../src/lifetime/plan/plan-down.js'
import { type Asked, absent, inputOf, inShort, run, running, stopped, unknown } from '../observations.js'

const other = run('other')
const kept = { by: other, lifetime: 'persistent' } as const
const far = run('far', 'ann', 'elsewhere/2')
const adopts = { adoption: { handedOver: true } } as const
const done = { by: other, handedOver: true, committed: true } as const
const destroy = { lifetime: 'persistent', options: { destroy: true } } as const

it.each<[name: string, seen: Record<string, Observation>, asked: Asked, plan: string, reason?: RegExp]>([
  ['removes what this run made', { a: running(), b: stopped(), c: absent }, {}, 'remove: a remove, b remove, c none'],
  [
    'not what another run made',
    { a: running({ by: other }), b: stopped({ by: other }) },
    {},
    'none: a none, b none',
    /made by run other/,
  ],
  ['not what a dead run left', { a: running({ by: other }) }, { standings: { other: 'dead' } }, 'none: a none'],
  [
    'not what is not ours',
    { a: running({ labels: {} }) },
    { options: { replace: ['in_use', 'foreign'], destroy: true } },
    'none: a none',
    /not made by Berth/,
  ],
  [
    'not what another user made',
    { a: running({ by: run('mine', 'bob') }) },
    {},
    'none: a none',
    /made by run mine of user bob/,
  ],
  ['not what another cluster made', { a: running({ cluster: 'x' }) }, {}, 'none: a none'],
  [
    'not what is persistent, even of this run',
    { a: running({ lifetime: 'persistent' }) },
    { options: { destroy: true } },
    'none: a none',
    /made with lifetime persistent/,
  ],
  [
    'removes where it can, beside a host that is unknown',
    { a: unknown, b: running() },
    {},
    'remove: a none, b remove',
    /no route to host/,
  ],
  ['does nothing where there is nothing', { a: absent }, {}, 'none: a none', /no container/],
  [
    'persistent: removes nothing',
    { a: running(kept), b: unknown },
    { lifetime: 'persistent' },
    'none: a none, b none',
    /kept until down --destroy/,
  ],
  [
    'persistent: destroy removes, whichever run made it',
    { a: running(kept), b: stopped(kept), c: absent },
    destroy,
    'remove: a remove, b remove, c none',
  ],
  [
    'persistent: destroy leaves what is not ours',
    { a: running({ labels: {} }), b: running(kept) },
    destroy,
    'remove: a none, b remove',
  ],
  [
    'persistent: destroy leaves per_run containers',
    { a: running({ by: other }) },
    destroy,
    'none: a none',
    /made with lifetime per_run/,
  ],
  [
    'persistent: destroy is refused when a host is unknown',
    { a: running(kept), b: unknown },
    destroy,
    'BERTH_PROBE_UNTRUSTED b',
  ],
  [
    'persistent: destroy is refused when a host has no answer',
    { a: running(kept) },
    { ...destroy, unobserved: ['b'] },
    'BERTH_PROBE_UNTRUSTED b',
  ],
  [
    'the command line: removes what was handed over, and what a dead process left',
    { a: running(done), b: running({ by: other }), c: stopped({ by: other }) },
    { ...adopts, standings: { other: 'dead' } },
    'remove: a remove, b remove, c remove',
  ],
  [
    'the command line: leaves what a live process has beside it, and says whose it is',
    { a: running({ by: run('third') }), b: running(done) },
    { ...adopts, standings: { other: 'dead', third: 'alive' } },
    'remove: a none, b remove',
    /made by run third of user ann/,
  ],
  [
    'the command line: takes nothing away beside a part that is brought up to be handed over',
    { a: running({ by: run('third'), handedOver: true }), b: running(done) },
    { ...adopts, standings: { other: 'dead', third: 'alive' } },
    'BERTH_IN_USE a',
  ],
  [
    'the command line: but what was named, and what is left of who is gone',
    { a: running({ by: run('third'), handedOver: true }), b: running(done), c: running({ by: far, committed: true }) },
    {
      adoption: { handedOver: true, runs: new Set(['far', 'other']) },
      standings: { other: 'dead', third: 'alive', far: 'dead' },
    },
    'remove: a none, b remove, c remove',
  ],
  ['the command line: nothing of mine is there', { a: running({ by: run('r', 'bob') }) }, adopts, 'BERTH_IN_USE a'],
  ['the command line: what it did not make', { a: running({ labels: {} }) }, adopts, 'BERTH_FOREIGN_CONTAINER a'],
  [
    'the command line: an overlay, under per_run',
    { a: running(kept), b: running({ by: far }) },
    adopts,
    'BERTH_OVERLAY_AT_RISK a b',
  ],
  ['the command line: none there', { a: absent }, adopts, 'none: a none', /no container/],
  [
    'the command line: a host that is unknown has the word',
    { a: unknown, b: running({ by: far }) },
    adopts,
    'none: a none, b none',
  ],
  [
    'removes the runs that are named, whoever lives and whoever they are of',
    { a: running({ by: run('r', 'bob') }), b: running({ by: far, committed: true }), c: running({ by: run('third') }) },
    { adoption: { runs: new Set(['r', 'far', 'third']) }, standings: { r: 'alive', third: 'alive' } },
    'remove: a remove, b remove, c remove',
  ],
  [
    'what is named limits what is taken down: neither what was handed over goes, nor what was left',
    { a: running(done), b: stopped({ by: other }), c: running({ by: far, committed: true }) },
    { adoption: { handedOver: true, runs: new Set(['far']) }, standings: { other: 'dead' } },
    'remove: a none, b none, c remove',
    /was not named/,
  ],
  [
    'not those of another cluster',
    { a: running({ by: other, cluster: 'x' }) },
    { adoption: { runs: new Set(['other']) } },
    'none: a none',
  ],
  [
    'persistent: destroy is refused for what a user of this name made on another machine',
    { a: running({ ...kept, by: far }), b: running(kept) },
    destroy,
    'BERTH_OVERLAY_AT_RISK a',
  ],
  [
    'persistent: unless its run is named, or a record knows it',
    {
      a: running({ ...kept, by: far }),
      b: stopped({ ...kept, by: run('r', 'bob') }),
      c: running({ ...kept, by: run('s', 'ann', 'm/3') }),
    },
    { ...destroy, adoption: { runs: new Set(['far', 'r', 's']), recorded: new Set(['s']) } },
    'remove: a remove, b remove, c remove',
  ],
  [
    'persistent: what is named limits a destroy',
    {
      a: running({ ...kept, by: run('s', 'ann', 'm/3') }),
      b: running({ ...kept, by: other }),
      c: running({ ...kept, by: far }),
    },
    { ...destroy, adoption: { runs: new Set(['far']), recorded: new Set(['s']) } },
    'remove: a none, b none, c remove',
    /was not named/,
  ],
  [
    'persistent: what is of another machine stays without a destroy',
    { a: running({ ...kept, by: far }) },
    { lifetime: 'persistent', ...adopts },
    'none: a none',
    /kept until/,
  ],
  [
    'persistent: destroy finds nothing of mine',
    { a: running({ ...kept, cluster: 'x' }), b: running({ labels: { 'berth.version': '9' } }) },
    { ...destroy, ...adopts },
    'BERTH_OVERLAY_AT_RISK a b',
  ],
  [
    'no_launch: removes nothing',
    { a: running(), b: running(kept), c: unknown },
    { lifetime: 'no_launch', options: { destroy: true } },
    'none: a none, b none, c none',
    /nothing is ever removed/,
  ],
])('%s', (_name, seen, asked, expected, reason) => {
  const plan = planDown(inputOf(seen, asked))
  expect(inShort(plan)).toBe(expected)
  if (reason !== undefined) expect(plan.hosts.get('a')?.reason).toMatch(reason)
})

it('warns where a container of this run may be left', () => {
  expect(planDown(inputOf({ a: unknown, b: running() })).warnings).toEqual([
    'a: not looked at, so a container of this run may be left there',
  ])
  expect(planDown(inputOf({ a: unknown }, { lifetime: 'persistent' })).warnings).toEqual([])
})

it('says what stays, whose it is, and by which command it would go', () => {
  const seen = { a: running(done), b: running({ by: far, committed: true }) }
  const [warning = ''] = planDown(inputOf(seen, { ...adopts, standings: { other: 'dead' } })).warnings
  expect(warning).toMatch(/^these stay\nb: running .* of run far of user ann .* since 2025/)
  expect(warning).toMatch(/Run: berth down --run far --cluster \S+ --hosts b$/)
  const { refusal } = planDown(inputOf({ b: seen.b }, adopts))
  expect(remedyText(refusal?.remedy ?? '')).toMatch(/berth down --run far --cluster \S+ --hosts b$/)
})

it('names all runs of what is not taken down as a part of it is being brought up', () => {
  const seen = { a: running(done), b: running({ by: run('third'), handedOver: true }), c: absent }
  const { refusal } = planDown(inputOf(seen, { ...adopts, standings: { other: 'dead', third: 'alive' } }))
  expect(refusal?.message).toMatch(/^a part of this is being brought up right now\nb: running .* of run third /)
  expect(remedyText(refusal?.remedy ?? '')).toMatch(/berth down --run other,third --cluster \S+ --hosts a,b$/)
})

it('names the run by which what another machine made is destroyed', () => {
  const { refusal } = planDown(inputOf({ a: running({ ...kept, by: far }), b: running(kept) }, destroy))
  expect(remedyText(refusal?.remedy ?? '')).toMatch(/berth down --destroy --run far --cluster \S+ --hosts a$/)
})
