import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { labelNames, type Run } from '@berth/core'
import { berthFolder } from '@berth/core/adapter'
import { expect, onTestFinished } from 'vitest'
import {
  describeOnEngine,
  expectRefusal,
  runOfAnotherUser,
  runOfDeadProcess,
  runOfLiveProcess,
  realTest as test,
  testbed,
  threeHosts,
  usePlace,
} from './support/index.js'

describeOnEngine('persistent', (kind) => {
  const place = usePlace(testbed, { kind, hostsOf: threeHosts })

  test('on no host: up launches everywhere; down keeps it; only down with destroy removes it', async () => {
    const cluster = place().open('persistent')
    expect((await cluster.up())?.action).toBe('launch')
    const before = await place().snapshot()
    for (const seen of before.values()) {
      expect(seen).toMatchObject({ running: true, labels: { [labelNames.lifetime]: 'persistent' } })
    }
    expect((await cluster.down())?.action).toBe('none')
    expect(await place().snapshot()).toEqual(before)
    expect((await place().open('persistent').down({ destroy: true }))?.action).toBe('remove')
    expect([...(await place().snapshot()).values()]).toEqual([null, null, null])
  })

  test('running on every host: up attaches, whichever process made it, and so does a second up', async () => {
    await place().open('persistent', { run: runOfDeadProcess() }).up()
    const before = await place().snapshot()
    const cluster = place().open('persistent')
    expect((await cluster.up())?.action).toBe('attach')
    expect((await cluster.up({ replace: ['in_use', 'foreign'], repair: 'launch_missing' }))?.action).toBe('attach')
    expect(cluster.containers).toEqual(new Map([...before].map(([host, seen]) => [host, seen?.id])))
    expect(await place().snapshot()).toEqual(before)
  })

  test('stopped on some: up restarts these with their overlays, and leaves the others running as they are', async () => {
    const maker = place().open('persistent')
    await maker.up()
    ;(await maker.exec('echo installed > /opt-of-mine')).throwIfFailed()
    await place().stop(1, 2)
    const before = await place().snapshot()
    const cluster = place().open('persistent')
    expect((await cluster.up())?.action).toBe('restart')
    const after = await place().snapshot()
    expect([...after.values()].map((seen) => seen?.id)).toEqual([...before.values()].map((seen) => seen?.id))
    expect([...after.values()].map((seen) => seen?.running)).toEqual([true, true, true])
    const [running = ''] = place().addresses
    expect(after.get(running)).toEqual(before.get(running))
    const kept = await cluster.exec(['cat', '/opt-of-mine'])
    expect([...kept].map(({ stdout }) => stdout)).toEqual(['installed\n', 'installed\n', 'installed\n'])
  })

  test('created and never started counts as stopped, not as absent; while its run lives, it is being launched', async () => {
    const [host = ''] = place().addresses
    const remade = async (run: Run): Promise<void> => {
      await place()
        .open('persistent', { run, hosts: [host] })
        .up()
      const { labels } = await place().seen(0)
      await place().remove(0)
      await place().make({ labels, running: false }, [0])
    }
    await remade(runOfLiveProcess())
    const before = await place().snapshot()
    await expectRefusal(
      place()
        .open('persistent', { hosts: [host] })
        .up(),
      {
        code: 'BERTH_PROVISIONING',
        hosts: [host],
        remedy: /Wait until it is done/,
      },
    )
    expect(await place().snapshot()).toEqual(before)
    await place().remove(0)

    await remade(runOfDeadProcess())
    const { id } = await place().seen(0)
    const plan = await place()
      .open('persistent', { hosts: [host] })
      .up()
    expect(plan?.action).toBe('restart')
    expect(await place().seen(0)).toMatchObject({ id, running: true })
  })

  test('of ours but per_run, running or stopped: refused; down with destroy leaves it', async () => {
    // One with a lease would be gone when it is stopped.
    await place().open('per_run', {}, { lease: 'none' }).up()
    for (const stopped of [[], [0, 1, 2]]) {
      await place().stop(...stopped)
      const before = await place().snapshot()
      const cluster = place().open('persistent')
      await expectRefusal(cluster.up({ replace: ['in_use', 'foreign'], repair: 'launch_missing' }), {
        code: 'BERTH_LIFETIME_MISMATCH',
        hosts: place().addresses,
        says: /made for one run/,
        remedy: /Take it down with lifetime per_run, .* another name/,
      })
      await cluster.down({ destroy: true })
      expect(await place().snapshot()).toEqual(before)
    }
  })

  test('running, made by hand, for another user or for another cluster: attached to with a warning; destroy leaves it', async () => {
    const [, second = '', third = ''] = place().addresses
    await Promise.all([
      place().make({}, [0]),
      place()
        .open('persistent', { run: runOfAnotherUser(), hosts: [second] })
        .up(),
      place()
        .open('persistent', { clusterName: 'some-other-cluster', hosts: [third] })
        .up(),
    ])
    const before = await place().snapshot()
    const cluster = place().open('persistent')
    const plan = await cluster.up()
    expect(plan?.action).toBe('attach')
    expect(plan?.warnings.join('\n')).toMatch(/not made by Berth for this cluster and user: .* never restarted/)
    for (const host of place().addresses) expect(plan?.warnings.join('\n')).toContain(host)
    await cluster.down({ destroy: true })
    expect(await place().snapshot()).toEqual(before)
  })

  test('running and not ours, with a setup script in the cluster file: it is not run there, nor claimed', async () => {
    const script = join(await mkdtemp(join(tmpdir(), 'berth-setup-')), 'setup.sh')
    onTestFinished(() => rm(dirname(script), { recursive: true }))
    await writeFile(script, 'touch /provisioned\n')
    await place().make()
    const before = await place().snapshot()
    const plan = await place().open('persistent', {}, { setup_script: script }).up()
    expect([...(plan?.hosts.values() ?? [])].map(({ provision }) => provision)).toEqual([false, false, false])
    const { engines, name, addresses } = place()
    const look = ['exec', name, 'find', '/provisioned', `${berthFolder}/provisioned`, '-prune'] as const
    for (const host of addresses) await expect(engines.command(host, ...look)).rejects.toThrow(/No such file/)
    expect(await place().snapshot()).toEqual(before)
  })

  test('stopped and not ours on one host: refused, and ours on the others are not restarted either', async () => {
    const [foreign = '', ...ours] = place().addresses
    await place().open('persistent', { hosts: ours }).up()
    await place().stop(1, 2)
    await place().make({ running: false }, [0])
    const before = await place().snapshot()
    await expectRefusal(
      place()
        .open('persistent')
        .up({ replace: ['in_use', 'foreign'], repair: 'launch_missing' }),
      {
        code: 'BERTH_FOREIGN_CONTAINER',
        hosts: [foreign],
        says: /never starts what it did not make/,
        remedy: /Start it by the means that made it/,
      },
    )
    expect(await place().snapshot()).toEqual(before)
  })
})
