import { allFaults } from '@berth/testbed'
import { expect } from 'vitest'
import { describeReal, realTest as test, useOwnHosts } from '../support/index.js'
import { runTrials } from './support/run-trials.js'
import type { Trial } from './support/trial.js'
import { clockJumps, useClocks } from './support/wrong-clock.js'

const at = [
  { call: 'up', step: 'connect' },
  { call: 'up', step: 'program launch' },
  { call: 'up', step: 'provision provision' },
  { call: 'up', step: 'lifetime/execute/claims commit' },
  { call: 'up again', step: 'lifetime/execute/claims claim' },
  { call: 'exec', step: 'cluster/exec runCommand' },
  { call: 'down', step: 'program remove' },
] as const

const trials: readonly Trial[] = ['+365d', '-365d'].flatMap((offset) =>
  at.flatMap((where) =>
    (['per_run', 'persistent'] as const).map((lifetime) => ({
      fault: clockJumps(offset),
      lifetime,
      moment: 'before' as const,
      ...where,
    })),
  ),
)

describeReal.skipIf(!allFaults())('the clock of a host jumps by a year', () => {
  const hosts = useOwnHosts(2, { images: 'all' })

  test('every call is done as ever', { timeout: 900_000 }, async () => {
    const volumes = await useClocks(hosts())
    const { stdout } = await hosts().run(
      hosts().host(0),
      'echo +365d >/etc/faketimerc; date +%s; echo +0 >/etc/faketimerc',
    )
    expect(Number(stdout) - Date.now() / 1000, 'the clock is off').toBeGreaterThan(300 * 86_400)
    const { violations } = await runTrials(hosts(), trials, {
      image: 'berth/debian-sshd:12',
      runtime: { args: { defaults: 'none', network: 'host', volumes } },
    })
    expect(violations).toEqual([])
  })
})
