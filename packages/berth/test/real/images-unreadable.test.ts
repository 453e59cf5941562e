import { expect } from 'vitest'
import { describeReal, expectRefusal, type Snapshot, realTest as test, useOwnHosts, usePlace } from './support/index.js'

/** Docker's own record of a container: the image that it runs, and the one that was asked for. */
interface ContainerRecord {
  readonly Image: string
  readonly Config: { readonly Image: string }
}

describeReal('an engine whose own records of a container or its image are damaged', () => {
  const place = usePlace(useOwnHosts(2))

  /** A stopped engine writes nothing more before the reboot kills it. */
  const halt = 'set -e; kill -STOP $(cat /run/docker.pid)'

  /**
   * Changes a file of the second host's engine, which reads it when it starts, as a damaged disk would; puts it back
   * after the work.
   */
  const damaged = async (
    file: string,
    damage: (content: string) => string | null,
    work: (host: string) => Promise<void>,
  ): Promise<void> => {
    const { testbed, addresses } = place()
    const [, host = ''] = addresses
    const whole = await testbed.run(host, `${halt}; cat ${file}`)
    expect(whole.exitCode).toBe(0)
    const write = async (content: string | null): Promise<void> => {
      const command = content === null ? `${halt}; rm ${file}` : `${halt}; cat >${file}`
      expect(await testbed.run(host, command, { stdin: content ?? '' })).toMatchObject({ exitCode: 0 })
      await testbed.reboot(host)
    }
    await write(damage(whole.stdout))
    try {
      await work(host)
    } finally {
      await write(whole.stdout)
    }
  }

  /** The same for the second host's record of the place's container. */
  const damagedContainer = async (
    damage: (record: ContainerRecord) => unknown,
    work: (host: string) => Promise<void>,
  ): Promise<void> => {
    const { id } = await place().seen(1)
    const file = `/var/lib/docker/containers/${id}/config.v2.json`
    await damaged(file, (content) => JSON.stringify(damage(JSON.parse(content) as ContainerRecord)), work)
  }

  const idsOf = (snapshot: Snapshot): unknown => [...snapshot.values()].map((seen) => seen?.id)

  test('the image that a container runs is blank: refused, not taken for a missing or an equal one', async () => {
    await place().open('persistent').up()
    await damagedContainer(
      (record) => ({ ...record, Image: '' }),
      async (host) => {
        expect(await place().seen(1)).toMatchObject({ image: '' })
        const before = await place().snapshot()
        for (const options of [{}, { repair: 'launch_missing', replace: ['in_use', 'foreign'] }] as const) {
          await expectRefusal(place().open('persistent').up(options), {
            code: 'BERTH_IMAGE_UNREADABLE',
            hosts: [host],
            says: /could not be read on one host/,
            remedy: /Make the engine show the image on these hosts, or leave them out/,
          })
        }
        expect(await place().snapshot()).toEqual(before)
      },
    )
  })

  test('the image that was asked for is blank: Docker then lists no container of the host, so its state is unknown', async () => {
    await place().open('persistent').up()
    const before = idsOf(await place().snapshot())
    await damagedContainer(
      (record) => ({ ...record, Config: { ...record.Config, Image: '' } }),
      async (host) => {
        const listed = await place().testbed.run(host, ['docker', 'ps', '--all'])
        expect(listed).toMatchObject({ exitCode: 1, stdout: '' })
        for (const lifetime of ['persistent', 'per_run'] as const) {
          await expectRefusal(
            place()
              .open(lifetime)
              .up({ repair: 'launch_missing', replace: ['in_use', 'foreign'] }),
            {
              code: 'BERTH_PROBE_UNTRUSTED',
              hosts: [host],
              says: /could not be listed: .*invalid reference format/,
              remedy: /run: docker ps --all$/m,
            },
          )
        }
      },
    )
    expect(idsOf(await place().snapshot())).toEqual(before)
  })

  test("the image's record is gone: its id, which the container keeps, is its identity still, so nothing differs", async () => {
    await place().open('persistent').up()
    const digest = (await place().seen(1)).image.replace('sha256:', '')
    const record = `/var/lib/docker/image/overlay2/imagedb/content/sha256/${digest}`
    await damaged(
      record,
      () => null,
      async (host) => {
        expect(await place().testbed.run(host, ['docker', 'image', 'inspect', digest])).toMatchObject({ exitCode: 1 })
        expect(await place().open('persistent').plan()).toMatchObject({
          action: 'restart',
          refusal: null,
          warnings: [],
        })
      },
    )
  })
})
