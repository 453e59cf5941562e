import { expect } from 'vitest'
import {
  describeReal,
  expectRefusal,
  expectSkew,
  realTest as test,
  testbed,
  threeHosts,
  useBuilds,
  usePlace,
} from './support/index.js'

describeReal('images that differ', () => {
  const builds = useBuilds(testbed)
  const place = usePlace(testbed, { hostsOf: threeHosts })
  const shortDigest = (id: string): string => id.replace('sha256:', '').slice(0, 12)

  /** One build on the first two hosts, another of the same tag on the third. */
  const skewed = async (): Promise<string[]> => {
    const [first = '', second = '', third = ''] = place().addresses
    const [old, recent] = [await builds().make(), await builds().make()]
    await builds().load(old, first, second)
    await builds().load(recent, third)
    return [shortDigest(old.id), shortDigest(recent.id)]
  }

  test('on the hosts before a launch: an error, and nothing launched', async () => {
    const digests = await skewed()
    const [, , third = ''] = place().addresses
    for (const lifetime of ['per_run', 'persistent'] as const) {
      const { message } = await expectSkew(
        place().open(lifetime, {}, { image: builds().reference }).up(),
        third,
        new RegExp(`Pull ${builds().reference} again on all hosts, or load one archive on all hosts`),
      )
      for (const text of [...place().addresses, ...digests]) expect(message).toContain(text)
    }
    expect([...(await place().snapshot()).values()]).toEqual([null, null, null])
  })

  test('in the containers of a persistent set: refused with hosts and images; nothing is changed', async () => {
    const [first = '', second = '', third = ''] = place().addresses
    const container = { image: builds().reference }
    const digests = await skewed()
    await place()
      .open('persistent', { hosts: [first, second] }, container)
      .up()
    await place()
      .open('persistent', { hosts: [third] }, container)
      .up()
    for (const stopped of [[], [0]]) {
      await place().stop(...stopped)
      const before = await place().snapshot()
      const { message } = await expectRefusal(place().open('persistent', {}, container).up(), {
        code: 'BERTH_IMAGE_SKEW',
        hosts: [third],
        remedy: new RegExp(
          `save what you need from the containers on ${third}[^]*berth down --destroy --cluster \\S+ --hosts ${third}`,
        ),
      })
      for (const text of [...place().addresses, ...digests]) expect(message).toContain(text)
      expect(await place().snapshot()).toEqual(before)
    }
  })

  test('between the survivors of a set and the host to repair: an error, and nothing launched', async () => {
    const [first = '', second = '', third = ''] = place().addresses
    const container = { image: builds().reference }
    await skewed()
    await place()
      .open('persistent', { hosts: [first, second] }, container)
      .up()
    const before = await place().snapshot()
    await expectSkew(place().open('persistent', {}, container).up({ repair: 'launch_missing' }), third, /./)
    expect(await place().snapshot()).toEqual(before)
  })

  test('from a tag that moved since: a warning that names the hosts, and attached to', async () => {
    const [first = '', second = '', third = ''] = place().addresses
    const container = { image: builds().reference }
    const [old, recent] = [await builds().make(), await builds().make()]
    await builds().load(old, first, second, third)
    await place().open('persistent', {}, container).up()
    await builds().load(recent, first, third)
    const before = await place().snapshot()
    const plan = await place().open('persistent', {}, container).up()
    expect(plan?.action).toBe('attach')
    expect(plan?.warnings).toHaveLength(1)
    expect(plan?.warnings[0]).toMatch(new RegExp(`^${first}, ${third}: the container is made from `))
    for (const { id } of [old, recent]) expect(plan?.warnings[0]).toContain(shortDigest(id))
    expect(await place().snapshot()).toEqual(before)
  })

  test('a tag that is gone is no reason to say anything', async () => {
    const container = { image: builds().reference }
    await builds().load(await builds().make(), ...place().addresses)
    await place().open('persistent', {}, container).up()
    const { command } = place().engines
    await Promise.all(place().addresses.map((host) => command(host, 'image', 'rm', '--force', builds().reference)))
    expect(await place().open('persistent', {}, container).up()).toMatchObject({ action: 'attach', warnings: [] })
  })
})
