import { HostsError } from '@berth/core'
import { expect } from 'vitest'
import { describeReal, realTest as test, testbed, useBuilds, usePlace } from './support/index.js'

describeReal('an image that some hosts do not have', () => {
  const builds = useBuilds(testbed)
  const place = usePlace(testbed)
  const unavailable = async (call: Promise<unknown>, hosts: readonly string[]): Promise<HostsError> => {
    const error = await call.then(
      () => new Error('nothing failed'),
      (reason: unknown) => reason,
    )
    if (!(error instanceof HostsError)) throw error
    expect(error.code).toBe('BERTH_IMAGE_UNAVAILABLE')
    expect([...error.failures.keys()].sort()).toEqual(hosts)
    for (const host of hosts) expect(error.message).toContain(host)
    expect([...(await place().snapshot()).values()]).toEqual([null, null])
    return error
  }

  test('is loaded from the archive where it is missing, and launched from everywhere', async () => {
    const build = await builds().make()
    const [first = ''] = place().addresses
    await builds().load(build, first)
    const container = { image: builds().reference, image_tar: build.hostPath }
    await place().open('per_run', {}, container).up()
    for (const seen of (await place().snapshot()).values())
      expect(seen).toMatchObject({ running: true, image: build.id })
  })

  test('without an archive and without a way to a registry: nothing is launched anywhere', async () => {
    const [first = '', ...missing] = place().addresses
    await builds().load(await builds().make(), first)
    const error = await unavailable(place().open('per_run', {}, { image: builds().reference }).up(), missing)
    expect(error.message).toMatch(/container\.image_tar/)
  })

  test('with an archive that is not there, or that holds another image: nothing is launched anywhere', async () => {
    const { addresses } = place()
    const image = builds().reference
    await unavailable(place().open('persistent', {}, { image, image_tar: '/opt/no-such.tar' }).up(), addresses)
    const [other] = testbed().images
    if (other === undefined) throw new Error('the testbed has no images')
    await unavailable(place().open('persistent', {}, { image, image_tar: other.hostPath }).up(), addresses)
  })
})
