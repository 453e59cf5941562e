import { describe, expect, it } from 'vitest'
import { remedyText } from '../../../src/errors/index.js'
import { planUp } from '../../../src/lifetime/plan/make-plan.js'
import { absent, image, inputOf, inShort, run, running, script, stopped, unknown } from '../observations.js'
import { planUpTable } from './plan-table.js'

const other = run('other')
const mineIsPersistent = { lifetime: 'persistent' } as const
const foreign = { labels: {} }
const theirs = { by: other, lifetime: 'per_run' } as const
const kept = { by: other, lifetime: 'persistent' } as const
const replace = { options: { replace: true } } as const

describe('no_launch', () => {
  const lifetime = 'no_launch' as const
  planUpTable([
    [
      'uses what runs everywhere, whoever made it',
      { a: running(foreign), b: running(kept), c: running(theirs) },
      { lifetime },
      'use: a use, b use, c use',
    ],
    [
      'skew is a warning',
      { a: running({ image: image('1') }), b: running({ image: image('2') }) },
      { lifetime },
      'use: a use, b use',
      /different images/,
    ],
    [
      'an unreadable image is a warning',
      { a: running({ image: { unreadable: 'gone' } }) },
      { lifetime },
      'use: a use',
      /could not be read[\s\S]*gone/,
    ],
    [
      'refuses what is absent',
      { a: running(), b: absent },
      { lifetime },
      'BERTH_NOT_RUNNING b',
      /b: no container[\s\S]*→ Start the container there/,
    ],
    [
      'refuses what is stopped',
      { a: running(), b: stopped() },
      { lifetime },
      'BERTH_NOT_RUNNING b',
      /b: stopped container/,
    ],
    [
      'names each host with what was seen',
      { a: stopped(foreign), b: absent },
      { lifetime },
      'BERTH_NOT_RUNNING a b',
      /a: stopped container c0ffee, not made by Berth.*\nb: no container/,
    ],
    ['provisions nothing', { a: running({ script }) }, { lifetime, setupScript: script }, 'use: a use'],
    [
      'replace and repair change nothing',
      { a: absent },
      { lifetime, options: { replace: true, repair: 'launch_missing' } },
      'BERTH_NOT_RUNNING a',
    ],
  ])
})

describe('per_run', () => {
  planUpTable([
    ['launches where there is none', { a: absent, b: absent }, {}, 'launch: a launch, b launch'],
    ['provisions what it launches', { a: absent }, { setupScript: script }, 'launch: a launch+script'],
    ['uses what this run made', { a: running(), b: running() }, {}, 'use: a use, b use'],
    ['launches beside what this run made', { a: running(), b: absent }, {}, 'launch: a use, b launch'],
    ['replaces a stopped leftover', { a: stopped({ by: other }) }, {}, 'launch: a replace'],
    [
      'replaces a stopped leftover of a live run',
      { a: stopped({ by: other }) },
      { standings: { other: 'alive' } },
      'launch: a replace',
    ],
    ['replaces what this run made and is stopped', { a: stopped() }, {}, 'launch: a replace'],
    [
      'replaces what a dead process left',
      { a: running(theirs) },
      { standings: { other: 'dead' } },
      'launch: a replace',
    ],
    [
      'refuses what a live run uses',
      { a: running(theirs), b: absent },
      { standings: { other: 'alive' } },
      'BERTH_IN_USE a',
      /run other of user ann .* since 2025[\s\S]*→ Wait for that run.*--replace/,
    ],
    ['refuses what a run on another machine uses', { a: running(theirs) }, {}, 'BERTH_IN_USE a'],
    ['refuses what was handed over', { a: running(theirs) }, { standings: { other: 'handed_over' } }, 'BERTH_IN_USE a'],
    [
      'refuses what a live run has created and not started',
      { a: stopped({ by: other, startedAt: null }) },
      { standings: { other: 'alive' } },
      'BERTH_IN_USE a',
    ],
    [
      'refuses what was created elsewhere just now',
      { a: stopped({ by: other, startedAt: null, createdAt: '2025-12-31T23:59:00Z' }) },
      {},
      'BERTH_IN_USE a',
    ],
    [
      'replaces what was created elsewhere long ago',
      { a: stopped({ by: other, startedAt: null }) },
      {},
      'launch: a replace',
    ],
    [
      'replaces what a dead process created',
      { a: stopped({ by: other, startedAt: null }) },
      { standings: { other: 'dead' } },
      'launch: a replace',
    ],
    [
      'replace takes the place of another run',
      { a: running(theirs), b: absent },
      replace,
      'launch: a replace, b launch',
    ],
    [
      'replace does so while the other run provisions',
      { a: running({ ...theirs, script }) },
      { ...replace, standings: { other: 'alive' } },
      'launch: a replace',
    ],
    [
      'refuses a running overlay',
      { a: running(kept), b: absent },
      {},
      'BERTH_OVERLAY_AT_RISK a',
      /→ Set lifetime to persistent.*down --destroy/,
    ],
    ['refuses a stopped overlay', { a: stopped(kept) }, {}, 'BERTH_OVERLAY_AT_RISK a'],
    ['refuses an overlay of this very run', { a: running(mineIsPersistent) }, {}, 'BERTH_OVERLAY_AT_RISK a'],
    [
      'nothing overrides that',
      { a: running(kept), b: stopped(kept) },
      { options: { replace: true, repair: 'launch_missing', destroy: true } },
      'BERTH_OVERLAY_AT_RISK a b',
    ],
    [
      'refuses what is not ours, running',
      { a: running(foreign) },
      {},
      'BERTH_FOREIGN_CONTAINER a',
      /→ Give this container another name.*--replace/,
    ],
    ['refuses what is not ours, stopped', { a: stopped(foreign) }, {}, 'BERTH_FOREIGN_CONTAINER a'],
    [
      'another user is not us',
      { a: stopped({ by: run('other', 'bob') }) },
      { standings: { other: 'dead' } },
      'BERTH_FOREIGN_CONTAINER a',
    ],
    ['another cluster is not ours', { a: running({ cluster: 'x' }) }, {}, 'BERTH_FOREIGN_CONTAINER a'],
    [
      'labels that cannot be read are not ours',
      { a: running({ labels: { 'berth.version': '9' } }) },
      {},
      'BERTH_FOREIGN_CONTAINER a',
    ],
    [
      'replace removes what is not ours',
      { a: running(foreign), b: stopped(foreign) },
      replace,
      'launch: a replace, b replace',
    ],
    [
      'tells what nothing overrides first',
      { a: running(foreign), b: running(theirs), c: stopped(kept) },
      {},
      'BERTH_OVERLAY_AT_RISK c',
    ],
    ['tells who uses it before who is unknown', { a: running(foreign), b: running(theirs) }, {}, 'BERTH_IN_USE b'],
    [
      'refuses skew among what it keeps',
      { a: running(), b: running({ image: image('2') }) },
      {},
      'BERTH_IMAGE_SKEW a b',
    ],
    [
      'does not compare what it removes',
      { a: running(), b: stopped({ image: image('2') }) },
      {},
      'launch: a use, b replace',
    ],
  ])
})

describe('any lifetime', () => {
  it.each(['no_launch', 'per_run', 'persistent'] as const)('%s refuses when one host is unknown', (lifetime) => {
    const plan = planUp(
      inputOf(
        { a: running(), b: unknown, c: absent },
        { lifetime, options: { replace: true, repair: 'launch_missing' } },
      ),
    )
    expect(inShort(plan)).toBe('BERTH_PROBE_UNTRUSTED b')
    expect(plan.refusal?.message).toMatch(/1 of 3 hosts is unknown\nb: unknown: no route to host/)
    expect(remedyText(plan.refusal?.remedy ?? '')).toMatch(/^Look at the network\..*--hosts/)
    expect(plan.refusal?.unreachable).toEqual(['b'])
  })

  it.each(['no_launch', 'per_run', 'persistent'] as const)('%s refuses when one host has no answer', (lifetime) => {
    const plan = planUp(inputOf({ a: running() }, { lifetime, unobserved: ['b'] }))
    expect(inShort(plan)).toBe('BERTH_PROBE_UNTRUSTED b')
    expect([...plan.hosts.keys()]).toEqual(['a', 'b'])
    expect(plan.refusal).not.toHaveProperty('unreachable')
  })
})
