import { describe, expect, it } from 'vitest'
import type { Observation } from '../../../src/contract/index.js'
import { planUp } from '../../../src/lifetime/plan/make-plan.js'
import {
  type Asked,
  absent,
  inputOf,
  inShort,
  marker,
  now,
  otherScript,
  run,
  running,
  type Seen,
  script,
  stopped,
} from '../observations.js'

type Row = [name: string, seen: Readonly<Record<string, Observation>>, asked: Asked, up: string, said?: RegExp]

const other = run('other')
const third = run('third')
const kept: Seen = { by: other, lifetime: 'persistent', script }
const base = { lifetime: 'persistent', setupScript: script } as const
const minuteAgo = new Date((now - 60) * 1000).toISOString()

function table(planner: typeof planUp, rows: Row[]): void {
  it.each<Row>(rows)('%s', (_name, seen, asked, expected, said) => {
    const plan = planner(inputOf(seen, asked))
    expect(inShort(plan)).toBe(expected)
    if (said === undefined) expect(plan.warnings).toEqual([])
    else expect(plan.refusal?.message ?? plan.warnings.join('\n')).toMatch(said)
  })
}

describe('up', () => {
  table(planUp, [
    ['done: goes on', { a: running({ ...kept, marker: marker('done', other) }) }, base, 'attach: a use'],
    [
      'done with another script: warns, never runs again',
      {
        b: running({ ...kept, marker: marker('done', other, otherScript) }),
        a: running({ ...kept, marker: marker('done', other, otherScript) }),
      },
      base,
      'attach: a use, b use',
      /^a, b: it was provisioned with another setup script/,
    ],
    [
      'no script wanted: no marker needed',
      { a: running(kept) },
      { ...base, setupScript: null, standings: { other: 'dead' } },
      'attach: a use',
    ],
    [
      'done, no script wanted',
      { a: running({ ...kept, marker: marker('done', other, otherScript) }) },
      { ...base, setupScript: null },
      'attach: a use',
    ],
    [
      'none, of a dead run: provisions now',
      { a: running(kept) },
      { ...base, standings: { other: 'dead' } },
      'attach: a use+script',
    ],
    [
      'none, of a run that was handed over: provisions now',
      { a: running({ ...kept, handedOver: true, committed: true }) },
      { ...base, standings: { other: 'alive' } },
      'attach: a use+script',
    ],
    [
      'none, stopped: restarts, then provisions',
      { a: stopped(kept) },
      { ...base, standings: { other: 'dead' } },
      'restart: a restart+script',
    ],
    [
      'none, of this run: provisions now',
      { a: running({ lifetime: 'persistent', script }) },
      base,
      'attach: a use+script',
    ],
    [
      'none, of a live run: it is about to provision',
      { a: running(kept) },
      { ...base, standings: { other: 'alive' } },
      'BERTH_PROVISIONING a',
      /launching or provisioning[\s\S]*a: running container/,
    ],
    [
      'none, launched without a script: never provisioned later, and it is said what to do',
      { a: running({ ...kept, script: null }), b: stopped({ ...kept, script: null }) },
      { ...base, standings: { other: 'alive' } },
      'restart: a use, b restart',
      /^a, b: it was launched without a setup script, so none is run in it now; do by hand what the script does/,
    ],
    [
      'none, made elsewhere just now: it may be about to provision',
      { a: running({ ...kept, createdAt: minuteAgo }) },
      base,
      'BERTH_PROVISIONING a',
      /a: running/,
    ],
    [
      'none, made elsewhere longer ago than an up can take: provisions now',
      { a: running(kept) },
      base,
      'attach: a use+script',
    ],
    [
      'none, made elsewhere at a time that cannot be read',
      { a: running({ ...kept, createdAt: 'soon' }) },
      base,
      'BERTH_PROVISIONING a',
      /a: running/,
    ],
    [
      'created by a live run and not started: it is launching',
      { a: stopped({ ...kept, script: null, startedAt: null }) },
      { ...base, setupScript: null, standings: { other: 'alive' } },
      'BERTH_PROVISIONING a',
      /a: stopped/,
    ],
    [
      'provisioning by a live run',
      { a: running({ ...kept, marker: marker('provisioning', other) }) },
      { ...base, standings: { other: 'alive' } },
      'BERTH_PROVISIONING a',
      /a: running/,
    ],
    [
      'provisioning by another live run than made it',
      { a: running({ ...kept, marker: marker('provisioning', third) }) },
      { ...base, standings: { other: 'dead', third: 'alive' } },
      'BERTH_PROVISIONING a',
      /a: running/,
    ],
    [
      'provisioning by a live run, and no script wanted',
      { a: running({ ...kept, marker: marker('provisioning', other) }) },
      { ...base, setupScript: null, standings: { other: 'alive' } },
      'BERTH_PROVISIONING a',
      /a: running/,
    ],
    [
      'provisioning by a dead run: provisions again',
      { a: running({ ...kept, marker: marker('provisioning', other) }) },
      { ...base, standings: { other: 'dead' } },
      'attach: a use+script',
    ],
    [
      'provisioning by a run of which nothing is known: the claim decides',
      { a: running({ ...kept, marker: marker('provisioning', other) }) },
      base,
      'attach: a use+script',
    ],
    [
      'provisioning by a process that lives in the container, whoever it is of',
      { a: running({ ...kept, marker: marker('provisioning', third), provisioning: third }) },
      { ...base, standings: { other: 'dead' } },
      'BERTH_PROVISIONING a',
      /a: running .*, being provisioned by run third/,
    ],
    [
      'the same beside a host that lacks the container, with repair',
      { a: running({ ...kept, marker: marker('provisioning', other), provisioning: other }), b: absent },
      { ...base, options: { repair: 'launch_missing' } },
      'BERTH_PROVISIONING a',
      /a: running/,
    ],
    [
      'provisioning by this run',
      { a: running({ ...kept, marker: marker('provisioning') }) },
      base,
      'attach: a use+script',
    ],
    [
      'provisioning by a dead run, and no script wanted',
      { a: running({ ...kept, marker: marker('provisioning', other) }) },
      { ...base, setupScript: null, standings: { other: 'dead' } },
      'attach: a use',
      /^a: its setup script was begun and never finished/,
    ],
    [
      'a marker that cannot be read',
      { a: running({ ...kept, marker: 'x' }) },
      base,
      'attach: a use',
      /^a: its provisioning marker cannot be read/,
    ],
    [
      'a set that is being launched is not called partial',
      { a: running(kept), b: absent },
      { ...base, standings: { other: 'alive' } },
      'BERTH_PROVISIONING a',
      /a: running/,
    ],
    [
      'nor repaired',
      { a: running(kept), b: absent },
      { ...base, standings: { other: 'alive' }, options: { repair: 'launch_missing' } },
      'BERTH_PROVISIONING a',
      /a: running/,
    ],
    [
      'what is not ours is never provisioned',
      { a: running({ labels: {} }) },
      base,
      'attach: a use',
      /^a: the container was not made by Berth/,
    ],
    [
      'a per_run container of this run that was left unprovisioned',
      { a: running({ script }) },
      { setupScript: script },
      'use: a use+script',
    ],
    [
      'a per_run leftover: its marker is of no interest',
      { a: stopped({ script, marker: marker('done', other, otherScript) }) },
      { setupScript: script },
      'launch: a replace+script',
    ],
  ])
})
