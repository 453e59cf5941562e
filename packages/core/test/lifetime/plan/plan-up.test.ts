import { describe, expect, it } from 'vitest'
import { remedyText } from '../../../src/errors/index.js'
import { planUp } from '../../../src/lifetime/plan/make-plan.js'
import { absent, image, inputOf, inShort, run, running, script, stopped, unknown } from '../observations.js'
import { planUpTable } from './plan-table.js'

const other = run('other')
const far = run('far', 'ann', 'elsewhere/2')
const named = (...runs: readonly string[]) => ({ adoption: { runs: new Set(runs) } })
const mineIsPersistent = { lifetime: 'persistent' } as const
const foreign = { labels: {} }
const theirs = { by: other, lifetime: 'per_run' } as const
const kept = { by: other, lifetime: 'persistent' } as const
const replace = { options: { replace: ['in_use', 'foreign'] } } as const

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
      { lifetime, options: { replace: ['in_use', 'foreign'], repair: 'launch_missing' } },
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
      /run other of user ann .* since 2025[\s\S]*→ Wait for that run[\s\S]*--replace in_use/,
    ],
    ['refuses what a run on another machine uses', { a: running(theirs) }, {}, 'BERTH_IN_USE a'],
    [
      'refuses what was handed over, whether or not its process has gone',
      { a: running({ ...theirs, handedOver: true, committed: true }) },
      { standings: { other: 'dead' } },
      'BERTH_IN_USE a',
    ],
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
      /→ Set lifetime to persistent[\s\S]*down --destroy/,
    ],
    ['refuses a stopped overlay', { a: stopped(kept) }, {}, 'BERTH_OVERLAY_AT_RISK a'],
    ['refuses an overlay of this very run', { a: running(mineIsPersistent) }, {}, 'BERTH_OVERLAY_AT_RISK a'],
    [
      'nothing overrides that',
      { a: running(kept), b: stopped(kept) },
      { options: { replace: ['in_use', 'foreign'], repair: 'launch_missing', destroy: true } },
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
      'another user is not us, dead or not',
      { a: stopped({ by: run('other', 'bob') }) },
      { standings: { other: 'dead' } },
      'BERTH_IN_USE a',
    ],
    ['another cluster is not ours', { a: running({ cluster: 'x' }) }, {}, 'BERTH_IN_USE a', /of cluster x/],
    [
      'labels that cannot be read protect what has them, whatever is asked for',
      { a: running({ labels: { 'berth.version': '9' } }), b: stopped({ labels: { 'berth.of': 'tomorrow' } }) },
      replace,
      'BERTH_OVERLAY_AT_RISK a b',
      /labels of Berth that cannot be read/,
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

describe('per_run: what replace does not reach, whoever made it', () => {
  const bobs = { by: run('other', 'bob'), lifetime: 'persistent' } as const
  planUpTable([
    [
      "another user's overlay, which nobody is advised to destroy",
      { a: running(bobs), b: stopped(bobs) },
      replace,
      'BERTH_OVERLAY_AT_RISK a b',
      /^(?![\s\S]*--destroy)[\s\S]*→ Give this container another name/,
    ],
    [
      'an overlay whose cluster has another name by now',
      { a: running({ ...kept, cluster: 'before' }) },
      replace,
      'BERTH_OVERLAY_AT_RISK a',
      /of cluster before[\s\S]*→ Give this container another name: only those who made them/,
    ],
    [
      'an overlay made on another machine',
      { a: running({ ...kept, by: far }) },
      replace,
      'BERTH_OVERLAY_AT_RISK a',
      /down --destroy --run far --cluster \S+ --hosts a$/m,
    ],
    [
      'an overlay of another version of Berth',
      { a: running({ labels: { ...running(kept).container.labels, 'berth.version': '9' } }) },
      replace,
      'BERTH_OVERLAY_AT_RISK a',
    ],
    [
      'neither when its run is named',
      { a: running(bobs) },
      { ...replace, ...named('other') },
      'BERTH_OVERLAY_AT_RISK a',
    ],
    [
      'each word reaches its own',
      { a: running(theirs), b: absent },
      { options: { replace: ['foreign'] } },
      'BERTH_IN_USE a',
    ],
    [
      'in_use reaches nothing that Berth did not make',
      { a: running(foreign), b: running(theirs) },
      { options: { replace: ['in_use'] } },
      'BERTH_FOREIGN_CONTAINER a',
      /--replace in_use,foreign/,
    ],
    [
      'in_use reaches per_run of other users and clusters',
      { a: running({ by: run('other', 'bob') }), b: stopped({ cluster: 'x' }) },
      { options: { replace: ['in_use'] } },
      'launch: a replace, b replace',
    ],
    [
      'no remedy takes the place of one where another is in the way too',
      { a: running(foreign), b: running(theirs) },
      {},
      'BERTH_IN_USE b',
      /^(?![\s\S]*--replace)[\s\S]*down --run other/,
    ],
  ])
})

describe('per_run: what a missing record says of', () => {
  const letGo = { by: other, handedOver: true } as const
  const done = { ...letGo, committed: true } as const
  const adopts = { adoption: { handedOver: true } } as const
  planUpTable([
    ['what was handed over: nothing', { a: running(done) }, { ...adopts, standings: { other: 'dead' } }, 'use: a use'],
    [
      'used though its process lives yet',
      { a: running(done) },
      { ...adopts, standings: { other: 'alive' } },
      'use: a use',
    ],
    ['nor does cron, in another set of processes', { a: running(done) }, { ...adopts }, 'use: a use'],
    [
      'launched beside: what is adopted stays',
      { a: running(done), b: absent },
      { ...adopts, standings: { other: 'dead' } },
      'launch: a use, b launch',
    ],
    [
      'a library adopts nothing by itself, and says what the command line does with it',
      { a: running(done) },
      { standings: { other: 'dead' } },
      'BERTH_IN_USE a',
      /^(?![\s\S]*--replace)[\s\S]*handed over: .* Run: berth down --cluster \S+ --hosts a$/m,
    ],
    [
      "another user's is not adopted",
      { a: running({ ...done, by: run('other', 'bob') }) },
      { ...adopts, standings: { other: 'dead' } },
      'BERTH_IN_USE a',
    ],
    [
      'nor what is of another machine',
      { a: running({ ...done, by: far }) },
      adopts,
      'BERTH_IN_USE a',
      /on elsewhere\)/,
    ],
    [
      'but where a record knows its run, or the user names it',
      { a: running({ ...done, by: far }), b: running({ ...done, by: run('third', 'bob') }) },
      { adoption: { handedOver: true, recorded: new Set(['far']), runs: new Set(['third']) } },
      'use: a use, b use',
    ],
    [
      'to be handed over, and its process is at work: being brought up',
      { a: running({ ...letGo, createdAt: '2025-12-31T23:59:00Z' }) },
      { ...adopts, standings: { other: 'alive' } },
      'BERTH_IN_USE a',
      /being brought up until 2026-01-01T\S+ at most/,
    ],
    [
      'to be handed over, and its process died: a leftover',
      { a: running(letGo) },
      { ...adopts, standings: { other: 'dead' } },
      'launch: a replace',
    ],
    [
      'to be handed over, by a process out of sight, just now',
      { a: running({ ...letGo, createdAt: '2025-12-31T23:30:00Z' }) },
      adopts,
      'BERTH_IN_USE a',
    ],
    ['the same, longer ago than an up can take', { a: running(letGo) }, adopts, 'launch: a replace'],
    [
      'a library run out of sight is never a leftover',
      { a: running({ by: other, committed: true }), b: running({ by: other }) },
      adopts,
      'BERTH_IN_USE a b',
    ],
    [
      'a leftover that another process claims is in use, and by whom',
      { a: running({ ...theirs, claims: [run('third', 'bob')] }) },
      { ...adopts, standings: { other: 'dead', third: 'unknown' } },
      'BERTH_IN_USE a',
      /claimed by run third of user bob/,
    ],
    [
      'one whose claimer is gone is not',
      { a: running({ ...theirs, claims: [run('third')] }) },
      { ...adopts, standings: { other: 'dead', third: 'dead' } },
      'launch: a replace',
    ],
    [
      'a leftover that another process provisions is in use',
      { a: running({ ...theirs, provisioning: run('third') }) },
      { ...adopts, standings: { other: 'dead' } },
      'BERTH_IN_USE a',
      /being provisioned by run third/,
    ],
    [
      'one whose inside cannot be read is never a leftover',
      { a: running({ ...theirs, unreadable: 'no sh' }) },
      { standings: { other: 'dead' } },
      'BERTH_IN_USE a',
      /cannot be read: no sh/,
    ],
    ['what was made elsewhere is replaced by nobody', { a: stopped({ by: far }) }, adopts, 'BERTH_IN_USE a'],
  ])
})

describe('any lifetime', () => {
  it.each(['no_launch', 'per_run', 'persistent'] as const)('%s refuses when one host is unknown', (lifetime) => {
    const plan = planUp(
      inputOf(
        { a: running(), b: unknown, c: absent },
        { lifetime, options: { replace: ['in_use', 'foreign'], repair: 'launch_missing' } },
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
