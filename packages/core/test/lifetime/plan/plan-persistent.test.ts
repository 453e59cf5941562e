import { describe } from 'vitest'
import { absent, image, run, running, script, stopped, wanted } from '../observations.js'
import { planUpTable } from './plan-table.js'

const other = run('other')
const mineIsPersistent = { lifetime: 'persistent' } as const
const foreign = { labels: {} }
const theirs = { by: other, lifetime: 'per_run' } as const
const kept = { by: other, lifetime: 'persistent' } as const
const replace = { options: { replace: ['in_use', 'foreign'] } } as const
const launchMissing = { lifetime: 'persistent', options: { repair: 'launch_missing' } } as const

describe('persistent', () => {
  const lifetime = 'persistent' as const
  const ours = mineIsPersistent
  planUpTable([
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
      /on 2 of 3 hosts \(a and c\) and missing on 1 \(b\)[\s\S]*→ .* Run: berth up --repair launch_missing --cluster \/lab\/lab\.json\n.*--hosts/,
    ],
    [
      'repairs a part',
      { a: running(kept), b: absent, c: stopped(kept) },
      launchMissing,
      'repair: a use, b launch, c restart',
    ],
    [
      'repair provisions what it launches',
      { a: running({ ...kept, script }), b: absent },
      { ...launchMissing, setupScript: script, standings: { other: 'dead' } },
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
      { a: running(foreign), b: running({ ...kept, script }) },
      { lifetime, setupScript: script, standings: { other: 'dead' } },
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
      /^a: .*: image: lab:0 → lab:1; env\.A has another value; env\.GONE: \(a value\) → nothing; env\.NEW: nothing → \(a value\)/m,
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
