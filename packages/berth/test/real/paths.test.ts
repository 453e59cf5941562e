import { expect } from 'vitest'
import { describeReal, engineKinds, realTest as test, testbed, usePlace } from './support/index.js'

/** A place on a host for one test. */
const folderOf = (name: string): string => `/srv/${name}`

describeReal('a source below a folder that the login user may not search', () => {
  for (const username of ['berth', 'sudoer']) {
    const place = usePlace(testbed)

    test(`is mounted where it is, for ${username}, and missing where the engine says so`, async () => {
      const { addresses, name } = place()
      const hosts = addresses.slice(0, 1)
      const [host = ''] = hosts
      const secret = folderOf(name)
      await place().testbed.run(
        host,
        `mkdir -p ${secret}/data && echo here >${secret}/data/file && chmod 700 ${secret}`,
      )
      try {
        const open = (source: string) =>
          place().open(
            'per_run',
            { hosts, username },
            { runtime: { args: { defaults: 'none', volumes: [`${source}:/data:ro`] } } },
          )
        const cluster = open(`${secret}/data`)
        expect((await cluster.plan())?.refusal).toBeNull()
        await cluster.up()
        expect([...(await cluster.exec('cat /data/file')).throwIfFailed()].map(({ stdout }) => stdout)).toEqual([
          'here\n',
        ])
        await cluster.down()
        // The user cannot tell; the engine can, or root where it is reached so: both name host and path.
        const missing = await open(`${secret}/none`)
          .up()
          .then(
            () => null,
            (error: Error) => error,
          )
        expect(missing?.message).toContain(host)
        expect(missing?.message).toContain(`${secret}/none`)
        expect(missing).toMatchObject({
          code: username === 'sudoer' ? 'BERTH_HOST_PATH_MISSING' : 'BERTH_LAUNCH_FAILED',
        })
        expect(await place().engines.look(host, name)).toBeNull()
        const listed = await place().testbed.run(host, ['ls', secret])
        expect(listed.stdout).toBe('data\n')
      } finally {
        await place().testbed.run(host, ['rm', '-r', secret])
      }
    })
  }

  const place = usePlace(testbed)

  test('is not given with an option by which the engine would make a missing one', async () => {
    const { addresses, name } = place()
    const [host = ''] = addresses
    const secret = folderOf(name)
    await place().testbed.run(host, `mkdir -p ${secret} && chmod 700 ${secret}`)
    try {
      const cluster = place().open(
        'per_run',
        { hosts: [host] },
        { runtime: { args: { defaults: 'none', volumes: [`${secret}/none:/data:z`] } } },
      )
      await expect(cluster.up()).rejects.toMatchObject({
        message: expect.stringMatching(
          /none exists cannot be told: stat: .*Permission denied[\s\S]*without them the engine looks/,
        ),
      })
      expect((await place().testbed.run(host, ['ls', secret])).stdout).toBe('')
    } finally {
      await place().testbed.run(host, ['rmdir', secret])
    }
  })
})

describeReal.each(engineKinds)('a restart through $program', (kind) => {
  const place = usePlace(testbed, { kind })

  test.each(['z', 'ro'])(
    'looks for the sources of %s before, makes none, and goes on when they are back',
    async (option) => {
      const { addresses, name } = place()
      const hosts = addresses.slice(0, 1)
      const [host = ''] = hosts
      const source = folderOf(name)
      await place().testbed.run(host, ['mkdir', source])
      const args = { defaults: 'none', volumes: [`${source}:/data:${option}`] } as const
      const open = () => place().open('persistent', { hosts }, { runtime: { args } })
      try {
        const maker = open()
        await maker.up()
        ;(await maker.exec('echo kept >/kept')).throwIfFailed()
        await place().stop(0)
        await place().testbed.run(host, ['rmdir', source])
        const refused = await open()
          .up()
          .catch((error: Error) => error)
        expect(refused).toMatchObject({ code: 'BERTH_RESTART_FAILED' })
        expect(String(refused)).toContain(`bind source path does not exist: ${source}`)
        expect(String(refused)).toContain(host)
        expect((await place().testbed.run(host, ['ls', '-d', source])).exitCode).not.toBe(0)
        expect(await place().seen(0)).toMatchObject({ running: false })
        await place().testbed.run(host, ['mkdir', source])
        const cluster = open()
        expect((await cluster.up())?.action).toBe('restart')
        const kept = (await cluster.exec('cat /kept')).throwIfFailed()
        expect([...kept].map(({ stdout }) => stdout)).toEqual(['kept\n'])
      } finally {
        await place().remove(0)
        await place().testbed.run(host, ['rmdir', source])
      }
    },
  )
})
