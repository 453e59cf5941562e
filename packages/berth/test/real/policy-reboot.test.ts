import { expect } from 'vitest'
import { describeOnEngine, realTest as test, useOwnHosts, usePlace } from './support/index.js'

const hosts = useOwnHosts(2)

describeOnEngine('after a reboot of every host', (kind) => {
  const place = usePlace(hosts, { kind })
  const rebootAll = async (): Promise<void> => {
    await Promise.all(place().testbed.hosts.map((host) => place().testbed.reboot(host)))
  }

  test('persistent containers come back as they were, with their overlays', async () => {
    const maker = place().open('persistent')
    await maker.up()
    ;(await maker.exec('hostname > /installed')).throwIfFailed()
    const before = await place().snapshot()
    await rebootAll()
    expect([...(await place().snapshot()).values()].map((seen) => seen?.running)).toEqual([false, false])
    const cluster = place().open('persistent')
    expect((await cluster.up())?.action).toBe('restart')
    const after = await place().snapshot()
    for (const [host, seen] of after) expect(seen).toMatchObject({ running: true, id: before.get(host)?.id })
    const kept = (await cluster.exec(['cat', '/installed'])).throwIfFailed()
    expect([...kept].map(({ stdout }) => stdout).sort()).toEqual(['h1\n', 'h2\n'])
  })

  test('per_run containers are leftovers: up makes new ones, while their process lives too', async () => {
    const cluster = place().open('per_run')
    await cluster.up()
    const before = await place().snapshot()
    await cluster.close()
    await rebootAll()
    await place().open('per_run', { run: cluster.run }).up()
    for (const [host, seen] of await place().snapshot()) {
      expect(seen).toMatchObject({ running: true })
      expect(seen?.id).not.toBe(before.get(host)?.id)
    }
  })
})
