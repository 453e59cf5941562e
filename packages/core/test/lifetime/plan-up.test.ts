import { describe, expect, it } from 'vitest'
import type { Observation } from '../../src/contract/index.js'
import { planUp } from '../../src/lifetime/make-plan.js'
import {
  type Asked,
  absent,
  image,
  inputOf,
  inShort,
  run,
  running,
  script,
  stopped,
  unknown,
  wanted,
} from './observations.js'

type Row = [name: string, seen: Readonly<Record<string, Observation>>, asked: Asked, plan: string, said?: RegExp]

const other = run('other')
const mineIsPersistent = { lifetime: 'persistent' } as const
const foreign = { labels: {} }
const theirs = { by: other, lifetime: 'per_run' } as const
const kept = { by: other, lifetime: 'persistent' } as const
const replace = { options: { replace: true } } as const
const launchMissing = { lifetime: 'persistent', options: { repair: 'launch_missing' } } as const

function table(rows: Row[]): void {
  it.each<Row>(rows)('%s', (_name, seen, asked, expected, said) => {
    const plan = planUp(inputOf(seen, asked))
    expect(inShort(plan)).toBe(expected)
    if (said !== undefined)
      expect(`${plan.refusal?.message}\n→ ${plan.refusal?.remedy}\n${plan.warnings.join('\n')}`).toMatch(said)
    if (plan.refusal !== null)
      expect([...plan.hosts.values()].map(({ action }) => action)).toEqual(
        Object.keys(seen)
          .concat(asked.unobserved ?? [])
          .map(() => 'none'),
      )
  })
}

describe('no_launch', () => {
  const lifetime = 'no_launch' as const
  table([
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
  table([
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

describe('persistent', () => {
  const lifetime = 'persistent' as const
  const ours = mineIsPersistent
  table([
    ['attaches to what runs everywhere', { a: running(kept), b: running(ours) }, { lifetime }, 'attach: a use, b use'],
    ['restarts what is stopped', { a: stopped(kept), b: running(kept) }, { lifetime }, 'restart: a restart, b use'],
    [
      'restarts a whole fleet after its reboot',
      { a: stopped(kept), b: stopped(kept) },
      { lifetime },
      'restart: a restart, b restart',
    ],
    [
      'launches where there is none at all',
      { a: absent, b: absent },
      { lifetime, setupScript: script },
      'launch: a launch+script, b launch+script',
    ],
    [
      'refuses a part',
      { a: running(kept), b: absent, c: stopped(kept) },
      { lifetime },
      'BERTH_PARTIAL_SET a b c',
      /on 2 hosts \(a and c\) and missing on 1 \(b\)[\s\S]*→ .*--repair launch_missing.*--hosts/,
    ],
    [
      'repairs a part',
      { a: running(kept), b: absent, c: stopped(kept) },
      launchMissing,
      'repair: a use, b launch, c restart',
    ],
    [
      'repair provisions what it launches',
      { a: running(kept), b: absent },
      { ...launchMissing, setupScript: script },
      'repair: a use+script, b launch+script',
    ],
    ['repair of a whole set changes nothing', { a: running(kept) }, launchMissing, 'attach: a use'],
    [
      'replace removes nothing',
      { a: running(kept), b: stopped(kept) },
      { lifetime, ...replace },
      'restart: a use, b restart',
    ],
    ['destroy removes nothing at up', { a: running(kept) }, { lifetime, options: { destroy: true } }, 'attach: a use'],
    [
      'refuses per_run containers',
      { a: running(theirs), b: running(kept) },
      { lifetime },
      'BERTH_LIFETIME_MISMATCH a',
      /→ Take it down with lifetime per_run/,
    ],
    [
      'refuses per_run leftovers',
      { a: stopped({ by: other }) },
      { lifetime, ...replace, standings: { other: 'dead' } },
      'BERTH_LIFETIME_MISMATCH a',
    ],
    [
      'attaches to what is not ours, with a warning',
      { a: running(foreign), b: running(kept) },
      { lifetime, setupScript: script },
      'attach: a use, b use+script',
      /a: the container was not made by Berth/,
    ],
    [
      'never starts what is not ours',
      { a: stopped(foreign), b: running(kept) },
      { lifetime },
      'BERTH_FOREIGN_CONTAINER a',
      /→ Start it by the means/,
    ],
    ['neither does repair', { a: stopped(foreign), b: absent }, launchMissing, 'BERTH_FOREIGN_CONTAINER a'],
    [
      'refuses skew',
      { a: running(kept), b: running(kept), c: running({ ...kept, image: image('2') }) },
      { lifetime },
      'BERTH_IMAGE_SKEW c',
      /different images/,
    ],
    [
      'checks images before it restarts',
      { a: running(kept), b: stopped({ ...kept, image: image('2') }) },
      { lifetime },
      'BERTH_IMAGE_SKEW a b',
    ],
    [
      'refuses an unreadable image',
      { a: running(kept), b: running({ ...kept, image: { unreadable: 'gone' } }) },
      { lifetime },
      'BERTH_IMAGE_UNREADABLE b',
      /gone/,
    ],
    [
      'refuses skew among survivors',
      { a: running(kept), b: running({ ...kept, image: image('2') }), c: absent },
      launchMissing,
      'BERTH_IMAGE_SKEW a b',
    ],
    [
      'a stale overlay is a warning',
      { a: running({ ...kept, local: image('2') }) },
      { lifetime },
      'attach: a use',
      /^a: the container is made from config 1{12}.* is now config 2{12}/m,
    ],
    ['a missing local tag is silent', { a: running(kept) }, { lifetime }, 'attach: a use', /undefined\n$/],
    [
      'names each difference of the spec',
      { a: running({ ...kept, made: wanted('persistent', { image: 'lab:0', env: { A: '1', GONE: '1' } }) }) },
      { container: wanted('persistent', { env: { A: '2', NEW: '1' } }) },
      'attach: a use',
      /^a: .*: image was lab:0, asked is lab:1; .*env\.A has another value; env\.GONE is no longer asked for; it was \(a value\); env\.NEW is new: \(a value\)/m,
    ],
    [
      'says when a spec cannot be read',
      { a: running({ labels: { ...running(kept).container.labels, 'berth.spec': '{' } }) },
      { lifetime },
      'attach: a use',
      /^a: .*its spec label cannot be read/m,
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
    expect(plan.refusal?.remedy).toMatch(/^Look at the network\..*--hosts/)
    expect(plan.refusal?.unreachable).toEqual(['b'])
  })

  it.each(['no_launch', 'per_run', 'persistent'] as const)('%s refuses when one host has no answer', (lifetime) => {
    const plan = planUp(inputOf({ a: running() }, { lifetime, unobserved: ['b'] }))
    expect(inShort(plan)).toBe('BERTH_PROBE_UNTRUSTED b')
    expect([...plan.hosts.keys()]).toEqual(['a', 'b'])
    expect(plan.refusal).not.toHaveProperty('unreachable')
  })
})
