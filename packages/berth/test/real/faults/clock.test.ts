import { allFaults } from '@berth/testbed'
import { expect } from 'vitest'
import { ssh } from '../../../../testbed/test/real/machine.js'
import { describeReal, realTest as test, useOwnHosts } from '../support/index.js'
import { tryFaults } from './support/fault-trial.js'
import { execPersistent, scenarioOf, trialsOf } from './support/trials.js'
import { clockJumps, useClocks } from './support/wrong-clock.js'

describeReal.skipIf(!allFaults())('the clock of a host jumps by a year', () => {
  const hosts = useOwnHosts(4, { images: 'all' })

  test('every call is done as ever', { timeout: 1_800_000 }, async () => {
    const volumes = await useClocks(hosts())
    const [first] = hosts().hosts
    if (first === undefined) throw new Error('there are no hosts')
    await hosts().run(first, 'echo +365d >/etc/faketimerc')
    const { stdout } = await ssh(hosts(), first.address, 'date +%s')
    await hosts().run(first, 'echo +0 >/etc/faketimerc')
    expect(Number(stdout) - Date.now() / 1000, 'the clock is off').toBeGreaterThan(300 * 86_400)
    const runtime = { args: { defaults: 'none', network: 'host', volumes } }
    const steps = (
      [
        ['up, per_run', ['connect', 'program launch', 'provision provision', 'lifetime/execute/claims commit']],
        ['up, persistent', ['program launch', 'provision provision', 'lifetime/execute/claims commit']],
        ['up, persistent, of stopped ones', ['program restart']],
        ['down, per_run', ['program remove']],
      ] as const
    ).map(([call, names]) => [{ ...scenarioOf(call), keys: { runtime, sshd: false } }, names] as const)
    const exec = [{ ...execPersistent, keys: { runtime, sshd: false } }, ['cluster/exec runCommand']] as const
    const trials = ['+365d', '-365d'].flatMap((offset) => trialsOf(clockJumps(offset), [...steps, exec], ['before']))
    expect(await tryFaults(hosts(), trials)).toEqual([])
  })
})
