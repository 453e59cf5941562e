import { expect, it } from 'vitest'
import type { Observation } from '../../../src/contract/index.js'
import { planDown } from '../../../src/lifetime/plan/plan-down.js'
import { type Asked, absent, inputOf, inShort, run, running, stopped, unknown } from '../observations.js'

const other = run('other')
const kept = { by: other, lifetime: 'persistent' } as const
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
    { options: { replace: true, destroy: true } },
    'none: a none',
    /not made by Berth/,
  ],
  ['not what another user made', { a: running({ by: run('mine', 'bob') }) }, {}, 'none: a none', /not made by Berth/],
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
