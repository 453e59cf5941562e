import { expect } from 'vitest'
import { describeReal, expectRefusal, realTest as test, useOwnHosts, usePlace } from './support/index.js'

describeReal('an image whose identity cannot be read', () => {
  const place = usePlace(useOwnHosts())

  /** Takes the image out of the engine's own record of one container, as a damaged disk would. The engine reads it when it starts. */
  const blankImage = async (index: number): Promise<void> => {
    const host = place().addresses[index] ?? ''
    const { id } = await place().seen(index)
    const file = `/var/lib/docker/containers/${id}/config.v2.json`
    const blank = await place().testbed.run(
      host,
      `sed -i 's/"Image":"sha256:[0-9a-f]*"/"Image":""/' ${file} && grep -c '"Image":""' ${file}`,
    )
    expect(blank).toMatchObject({ exitCode: 0 })
    await place().testbed.reboot(host)
    expect(await place().seen(index)).toMatchObject({ id, image: '' })
  }

  test('on one host of a persistent set: refused, never taken for a missing or an equal one', async () => {
    const [, host = ''] = place().addresses
    await place().open('persistent').up()
    await blankImage(1)
    const before = await place().snapshot()
    for (const options of [{}, { repair: 'launch_missing', replace: true }] as const) {
      await expectRefusal(place().open('persistent').up(options), {
        code: 'BERTH_IMAGE_UNREADABLE',
        hosts: [host],
        says: /could not be read on one host/,
        remedy: /Make the engine show the image on these hosts, or leave them out/,
      })
    }
    expect(await place().snapshot()).toEqual(before)
  })

  test('because the engine no longer has the image of the container', async () => {
    const [, host = ''] = place().addresses
    await place().open('persistent').up()
    const { image } = await place().seen(1)
    const record = `/var/lib/docker/image/overlay2/imagedb/content/sha256/${image.replace('sha256:', '')}`
    const { testbed } = place()
    expect(await testbed.run(host, `mv ${record} /root/record`)).toMatchObject({ exitCode: 0 })
    try {
      await testbed.reboot(host)
      const before = await place().snapshot()
      const plan = await place().open('persistent').plan()
      expect(plan?.refusal?.code ?? plan?.action).toBe('restart')
      expect(await place().snapshot()).toEqual(before)
    } finally {
      await testbed.run(host, `mv /root/record ${record}`)
      await testbed.reboot(host)
    }
  })
})
