import { expect } from 'vitest'
import { describeOnEngine, expectRefusal, realTest as test, testbed, threeHosts, usePlace } from './support/index.js'

describeOnEngine('persistent on some hosts, absent on others', (kind) => {
  const place = usePlace(testbed, { kind, hostsOf: threeHosts })

  test('up refuses with both sets and both remedies; repair launches the missing one alone', async () => {
    await place().open('persistent').up()
    await place().remove(1)
    const before = await place().snapshot()
    const [first = '', missing = '', last = ''] = place().addresses
    const cluster = place().open('persistent')
    const { message } = await expectRefusal(cluster.up({ replace: ['in_use', 'foreign'] }), {
      code: 'BERTH_PARTIAL_SET',
      hosts: place().addresses,
      remedy: /berth up --repair launch_missing.* leave .* out with --hosts/s,
    })
    expect(message).toContain(`on 2 of 3 hosts (${first} and ${last}) and missing on 1 (${missing})`)
    expect(await place().snapshot()).toEqual(before)

    expect((await cluster.up({ repair: 'launch_missing' }))?.action).toBe('repair')
    const after = await place().snapshot()
    expect(after.get(missing)).toMatchObject({ running: true, image: before.get(first)?.image })
    expect(after.get(first)).toEqual(before.get(first))
    expect(after.get(last)).toEqual(before.get(last))
  })

  test('repair restarts the stopped, launches the missing and touches nothing that runs', async () => {
    await place().open('persistent').up()
    await place().remove(0)
    await place().stop(1)
    const before = await place().snapshot()
    const [missing = '', stopped = '', running = ''] = place().addresses
    const plan = await place().open('persistent').up({ repair: 'launch_missing' })
    expect([...(plan?.hosts.values() ?? [])].map(({ action }) => action)).toEqual(['launch', 'restart', 'use'])
    const after = await place().snapshot()
    expect(after.get(missing)).toMatchObject({ running: true })
    expect(after.get(stopped)).toMatchObject({ running: true, id: before.get(stopped)?.id })
    expect(after.get(running)).toEqual(before.get(running))
  })

  test('down with destroy removes what is there', async () => {
    await place().open('persistent').up()
    await place().remove(1)
    await place().open('persistent').down({ destroy: true })
    expect([...(await place().snapshot()).values()]).toEqual([null, null, null])
  })
})
