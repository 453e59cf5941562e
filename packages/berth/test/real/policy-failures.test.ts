import { HostsError } from '@berth/core'
import { beforeEach, expect } from 'vitest'
import { describeOnEngine, realTest as test, threeHosts, useOwnHosts, usePlace } from './support/index.js'

/**
 * Mounted over a file of the container: a file can be, a folder cannot, and the engine finds out when it starts the
 * container.
 */
const volumes = ['/srv/thing:/etc/image-version']

const hosts = useOwnHosts(3)

describeOnEngine('a step that fails on one host', (kind) => {
  const place = usePlace(hosts, { kind, hostsOf: threeHosts })
  const broken = { runtime: { args: { volumes } } }
  const failing = async (call: Promise<unknown>): Promise<HostsError> => {
    const error = await call.then(
      () => new Error('nothing failed'),
      (reason: unknown) => reason,
    )
    if (error instanceof HostsError) return error
    throw error
  }

  beforeEach(async () => {
    const [first = '', second = '', third = ''] = place().addresses
    const make = 'rm -rf /srv/thing; mkdir -p /srv; touch /srv/thing'
    await Promise.all([first, third].map((host) => place().testbed.run(host, make)))
    await place().testbed.run(second, 'rm -rf /srv/thing; mkdir -p /srv/thing')
  })

  test('a launch: what the others created is removed, and nothing is known of any container', async () => {
    const [, second = ''] = place().addresses
    for (const lifetime of ['per_run', 'persistent'] as const) {
      const cluster = place().open(lifetime, {}, broken)
      const error = await failing(cluster.up())
      expect(error.code).toBe('BERTH_LAUNCH_FAILED')
      expect([...error.failures.keys()]).toEqual([second])
      expect(error.message).toContain(second)
      expect(cluster.containers.size).toBe(0)
      expect([...(await place().snapshot()).values()]).toEqual([null, null, null])
    }
  })

  test('a launch with keepFailed: what the others created stays, and the run can take it down', async () => {
    const cluster = place().open('per_run', {}, broken)
    await failing(cluster.up({ keepFailed: true }))
    expect([...(await place().snapshot()).values()].map((seen) => seen?.running)).toEqual([true, undefined, true])
    await cluster.down()
    expect([...(await place().snapshot()).values()]).toEqual([null, null, null])
  })

  test('a repair: what it launched elsewhere is removed, and the survivor is not touched', async () => {
    const [survivor = ''] = place().addresses
    await place()
      .open('persistent', { hosts: [survivor] }, broken)
      .up()
    const before = await place().snapshot()
    const error = await failing(place().open('persistent', {}, broken).up({ repair: 'launch_missing' }))
    expect(error.code).toBe('BERTH_LAUNCH_FAILED')
    expect(await place().snapshot()).toEqual(before)
  })

  test('a removal: the others are removed, the failure surfaces, and goes on surfacing', async () => {
    const [first = '', second = '', third = ''] = place().addresses
    const cluster = place().open('per_run')
    await cluster.up()
    const { id } = await place().seen(1)
    const { begin, end } = kind.hold(id)
    await place().testbed.run(second, begin)
    try {
      const error = await failing(cluster.down())
      expect(error.code).toBe('BERTH_REMOVE_FAILED')
      expect([...error.failures.keys()]).toEqual([second])
      const after = await place().snapshot()
      expect([after.get(first), after.get(third)]).toEqual([null, null])
      // Docker holds it for dead now, which nobody can trust, and Podman keeps it as it was: both times Berth goes on
      // saying so.
      const again = await failing(cluster.down())
      expect([...again.failures.keys()]).toEqual([second])
      expect(again.message).toMatch(kind.held)
    } finally {
      await place().testbed.run(second, end)
    }
    await place().remove(1)
    await cluster.down()
  })
})
