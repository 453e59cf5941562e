import { expect } from 'vitest'
import { describeReal, expectRefusal, type Snapshot, realTest as test, useOwnHosts, usePlace } from './support/index.js'

describeReal('an engine whose own records of a container or its image are damaged', () => {
  const place = usePlace(useOwnHosts())

  /** A stopped engine writes nothing more before the reboot kills it. */
  const halt = 'kill -STOP $(cat /run/docker.pid)'

  /** Changes a file of the second host's engine, which reads it when it starts, as a damaged disk would; puts it back after the work. */
  const damaged = async (file: string, damage: string, work: (host: string) => Promise<void>): Promise<void> => {
    const { testbed, addresses } = place()
    const [, host = ''] = addresses
    expect(await testbed.run(host, `set -e; ${halt}; cp -p ${file} /root/whole; ${damage} ${file}`)).toMatchObject({
      exitCode: 0,
    })
    try {
      await testbed.reboot(host)
      await work(host)
    } finally {
      await testbed.run(host, `${halt}; cp -p /root/whole ${file}`)
      await testbed.reboot(host)
    }
  }

  /** The record of the second host's container. */
  const containerRecord = async (): Promise<string> =>
    `/var/lib/docker/containers/${(await place().seen(1)).id}/config.v2.json`

  const withImage = (image: string): string => `sed -i 's/"Image":"sha256:[0-9a-f]*"/"Image":"${image}"/'`

  const idsOf = (snapshot: Snapshot): unknown => [...snapshot.values()].map((seen) => seen?.id)

  test('an image without a digest on one host: refused as unreadable, never taken for a missing or an equal one', async () => {
    await place().open('persistent').up()
    await damaged(await containerRecord(), withImage('damaged'), async (host) => {
      expect(await place().seen(1)).toMatchObject({ image: 'damaged' })
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
  })

  test('no image at all: Docker then lists no container of the host, so its state is unknown', async () => {
    await place().open('persistent').up()
    const before = idsOf(await place().snapshot())
    await damaged(await containerRecord(), withImage(''), async (host) => {
      const listed = await place().testbed.run(host, ['docker', 'ps', '--all'])
      expect(listed).toMatchObject({ exitCode: 1, stdout: '' })
      for (const lifetime of ['persistent', 'per_run'] as const) {
        await expectRefusal(place().open(lifetime).up({ repair: 'launch_missing', replace: true }), {
          code: 'BERTH_PROBE_UNTRUSTED',
          hosts: [host],
          says: /could not be listed: .*invalid reference format/,
          remedy: /Run docker ps --all on the host/,
        })
      }
    })
    expect(idsOf(await place().snapshot())).toEqual(before)
  })

  test("the image's record gone: the container's own id of it is its identity still, so nothing differs", async () => {
    await place().open('persistent').up()
    const digest = (await place().seen(1)).image.replace('sha256:', '')
    await damaged(`/var/lib/docker/image/overlay2/imagedb/content/sha256/${digest}`, 'rm', async (host) => {
      const inspected = await place().testbed.run(host, ['docker', 'image', 'inspect', digest])
      expect(inspected.exitCode).toBe(1)
      expect(await place().open('persistent').plan()).toMatchObject({ action: 'restart', refusal: null, warnings: [] })
    })
  })
})
