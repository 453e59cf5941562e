import { expect } from 'vitest'
import {
  describeOnEngine,
  expectRefusal,
  runOfAnotherUser,
  runOnAnotherMachine,
  realTest as test,
  testbed,
  threeHosts,
  usePlace,
} from './support/index.js'

describeOnEngine('per_run where there is what it must not take', (kind) => {
  const place = usePlace(testbed, { kind, hostsOf: threeHosts })

  test('persistent of ours, running or stopped: refused, with replace too, and down leaves it', async () => {
    await place().open('persistent').up()
    for (const stopped of [[], [0, 1, 2]]) {
      await place().stop(...stopped)
      const before = await place().snapshot()
      const cluster = place().open('per_run')
      for (const options of [{}, { replace: ['in_use', 'foreign'] }] as const) {
        await expectRefusal(cluster.up(options), {
          code: 'BERTH_OVERLAY_AT_RISK',
          hosts: place().addresses,
          says: /would destroy persistent containers and what is installed in them/,
          remedy: /Set lifetime to persistent .* another name[\s\S]*berth down --destroy/,
        })
      }
      await cluster.down({ destroy: true })
      expect(await place().snapshot()).toEqual(before)
    }
  })

  test('persistent on one host, foreign on another: the graver refusal, with replace too', async () => {
    const [kept = '', foreign = ''] = place().addresses
    await place()
      .open('persistent', { hosts: [kept] })
      .up()
    await place().engines.makeContainer(foreign, place().name)
    const before = await place().snapshot()
    for (const options of [{}, { replace: ['in_use', 'foreign'] }] as const) {
      await expectRefusal(place().open('per_run').up(options), {
        code: 'BERTH_OVERLAY_AT_RISK',
        hosts: [kept],
        remedy: /Set lifetime to persistent/,
      })
    }
    expect(await place().snapshot()).toEqual(before)
  })

  test('not ours, running or stopped: refused; down leaves it; replace removes it by its id and launches', async () => {
    await place().make({}, [0])
    await place().make({ running: false }, [1, 2])
    const before = await place().snapshot()
    const cluster = place().open('per_run')
    await expectRefusal(cluster.up(), {
      code: 'BERTH_FOREIGN_CONTAINER',
      hosts: place().addresses,
      says: /not made by Berth for this cluster and user/,
      remedy: /another name, or remove the other one .*up --replace foreign/,
    })
    await cluster.down()
    expect(await place().snapshot()).toEqual(before)
    await cluster.up({ replace: ['in_use', 'foreign'] })
    for (const [host, seen] of await place().snapshot()) {
      expect(seen).toMatchObject({ running: true })
      expect(seen?.id).not.toBe(before.get(host)?.id)
    }
    await cluster.down()
    expect([...(await place().snapshot()).values()]).toEqual([null, null, null])
  })

  test('made by Berth for another user or another cluster: not ours', async () => {
    const [first = '', ...others] = place().addresses
    await Promise.all([
      place()
        .open('per_run', { run: runOfAnotherUser(), hosts: [first] })
        .up(),
      place().open('per_run', { clusterName: 'some-other-cluster', hosts: others }).up(),
    ])
    const before = await place().snapshot()
    await expectRefusal(place().open('per_run').up(), {
      code: 'BERTH_IN_USE',
      hosts: place().addresses,
      remedy: /another name/,
    })
    expect(await place().snapshot()).toEqual(before)
  })

  test('of a process on another machine, of which nothing can be told: in use', async () => {
    await place().open('per_run', { run: runOnAnotherMachine() }).up()
    const before = await place().snapshot()
    await expectRefusal(place().open('per_run').up(), {
      code: 'BERTH_IN_USE',
      hosts: place().addresses,
      remedy: /up --replace in_use/,
    })
    expect(await place().snapshot()).toEqual(before)
  })
})
