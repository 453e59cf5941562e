import { describe, expect, it } from 'vitest'
import type { Observation } from '../../../src/contract/index.js'
import { planAttachment, type planUp } from '../../../src/lifetime/plan/make-plan.js'
import {
  type Asked,
  absent,
  inputOf,
  inShort,
  marker,
  now,
  run,
  running,
  type Seen,
  script,
  stopped,
} from '../observations.js'

type Row = [name: string, seen: Readonly<Record<string, Observation>>, asked: Asked, up: string, said?: RegExp]

const other = run('other')
const far = run('far', 'ann', 'elsewhere/2')
const kept: Seen = { by: other, lifetime: 'persistent', script }
const base = { lifetime: 'persistent', setupScript: script } as const

function table(planner: typeof planUp, rows: Row[]): void {
  it.each<Row>(rows)('%s', (_name, seen, asked, expected, said) => {
    const plan = planner(inputOf(seen, asked))
    expect(inShort(plan)).toBe(expected)
    if (said === undefined) expect(plan.warnings).toEqual([])
    else expect(plan.refusal?.message ?? plan.warnings.join('\n')).toMatch(said)
  })
}

describe('attach', () => {
  const attached = { ...kept, marker: marker('done', other) }
  table(planAttachment, [
    ['uses what runs', { a: running(attached), b: running(attached) }, base, 'attach: a use, b use'],
    [
      'refuses what is stopped or absent',
      { a: running(attached), b: stopped(attached), c: absent },
      base,
      'BERTH_NOT_RUNNING b c',
      /2 of 3 hosts\nb: stopped.*\nc: no container/,
    ],
    [
      'repair launches nothing',
      { a: running(attached), b: absent },
      { ...base, options: { repair: 'launch_missing', replace: ['in_use', 'foreign'] } },
      'BERTH_NOT_RUNNING b',
      /b: no container/,
    ],
    [
      'provisions nothing, and says so',
      { a: running(kept) },
      { ...base, standings: { other: 'dead' } },
      'attach: a use',
      /^a: it was never provisioned, which attach does not do/,
    ],
    [
      'refuses what is being provisioned',
      { a: running(kept) },
      { ...base, standings: { other: 'alive' } },
      'BERTH_PROVISIONING a',
      /a: running/,
    ],
    [
      'refuses what a process in the container provisions, of whatever run, and says until when at most',
      { a: running({ ...kept, marker: marker('provisioning', other), provisioning: other }) },
      { ...base, standings: { other: 'dead' } },
      'BERTH_PROVISIONING a',
      /a: running/,
    ],
    [
      'refuses what may be being brought up on another machine',
      { a: running({ ...kept, by: far, createdAt: new Date((now - 60) * 1000).toISOString() }) },
      base,
      'BERTH_PROVISIONING a',
      /a: running/,
    ],
    [
      'refuses what cannot be looked into while its run may be bringing it up',
      { a: running({ ...kept, unreadable: 'no sh' }) },
      { ...base, standings: { other: 'alive' } },
      'BERTH_PROVISIONING a',
      /cannot be read: no sh/,
    ],
    [
      'provisions nothing that was launched without a script',
      { a: running({ ...kept, script: null }) },
      { ...base, standings: { other: 'dead' } },
      'attach: a use',
      /^a: it was launched without a setup script/,
    ],
    [
      'per_run: refuses what a run that was named is bringing up',
      { a: running({ by: other, createdAt: new Date((now - 60) * 1000).toISOString() }) },
      { adoption: { runs: new Set(['other']) }, standings: { other: 'alive' } },
      'BERTH_PROVISIONING a',
      /being brought up until 2026-01-01T0\d:\d\d:\d\d/,
    ],
    [
      'per_run: refuses what a second run provisions, though the first is dead',
      { a: running({ by: other, provisioning: run('third') }) },
      { adoption: { runs: new Set(['other']) }, standings: { other: 'dead', third: 'alive' } },
      'BERTH_PROVISIONING a',
      /being provisioned by run third/,
    ],
    [
      'per_run: uses what was handed over, where that is adopted',
      { a: running({ by: other, handedOver: true, committed: true }) },
      { adoption: { handedOver: true }, standings: { other: 'dead' } },
      'attach: a use',
    ],
    [
      'per_run: not where it is not',
      { a: running({ by: other, handedOver: true, committed: true }) },
      { standings: { other: 'dead' } },
      'BERTH_IN_USE a',
      /not of this run/,
    ],
    [
      'warns of what is not ours',
      { a: running({ labels: {} }) },
      base,
      'attach: a use',
      /^a: the container was not made by Berth/,
    ],
    [
      'refuses per_run containers under persistent',
      { a: running({ by: other }) },
      base,
      'BERTH_LIFETIME_MISMATCH a',
      /made for one run/,
    ],
    ['uses what this run made, under per_run', { a: running() }, {}, 'attach: a use'],
    [
      'refuses what another run made, under per_run',
      { a: running(), b: running({ by: other }) },
      {},
      'BERTH_IN_USE b',
      /not of this run/,
    ],
    [
      'refuses what is not ours, under per_run',
      { a: running({ labels: {} }) },
      { options: { replace: ['in_use', 'foreign'] } },
      'BERTH_IN_USE a',
      /not made by Berth/,
    ],
    [
      'uses anything that runs, under no_launch',
      { a: running({ labels: {} }) },
      { lifetime: 'no_launch' },
      'use: a use',
    ],
    [
      'refuses skew',
      { a: running(attached), b: running({ ...attached, image: { unreadable: 'gone' } }) },
      base,
      'BERTH_IMAGE_UNREADABLE b',
      /gone/,
    ],
  ])
})
