import { expect } from 'vitest'
import {
  describeOnEngine,
  describeReal,
  expectRefusal,
  realTest as test,
  testbed,
  threeHosts,
  usePlace,
} from './support/index.js'

describeOnEngine('no_launch', (kind) => {
  const place = usePlace(testbed, { kind, hostsOf: threeHosts })

  describeReal('running on every host', () => {
    test('up uses them as they are, and so does a second up; down changes nothing', async () => {
      await place().make()
      const before = await place().snapshot()
      const cluster = place().open('no_launch')
      const plan = await cluster.up()
      expect(plan).toMatchObject({ action: 'use', warnings: [] })
      expect(cluster.containers).toEqual(new Map([...before].map(([host, seen]) => [host, seen?.id])))
      const results = await cluster.exec('cat /etc/image-version')
      expect([...results.throwIfFailed()].map(({ stdout }) => stdout)).toEqual(['1\n', '1\n', '1\n'])
      await cluster.up()
      await cluster.down()
      expect(await place().snapshot()).toEqual(before)
    })

    test('from different images: a warning that names the hosts', async () => {
      const [, , odd] = place().addresses
      await place().make({}, [0, 1])
      await place().make({ image: 'berth/busybox:2' }, [2])
      const before = await place().snapshot()
      const plan = await place().open('no_launch').up()
      expect(plan?.action).toBe('use')
      expect(plan?.warnings.join('\n')).toMatch(/hosts have different images of berth\/busybox:1/)
      expect(plan?.warnings.join('\n')).toContain(odd)
      expect(await place().snapshot()).toEqual(before)
    })
  })

  describeReal('anything else', () => {
    test('absent on every host: up refuses and names them all; down does nothing', async () => {
      await expectRefusal(place().open('no_launch').up(), {
        code: 'BERTH_NOT_RUNNING',
        hosts: place().addresses,
        says: /no container/,
        remedy: /Start the container there .* or set lifetime to per_run or persistent/,
      })
      expect((await place().open('no_launch').down())?.action).toBe('none')
      expect([...(await place().snapshot()).values()]).toEqual([null, null, null])
    })

    test('absent on one host and stopped on another: up names both with what was seen, and changes nothing', async () => {
      const [, stopped = '', absent = ''] = place().addresses
      await place().make({}, [0])
      await place().make({ running: false }, [1])
      const before = await place().snapshot()
      for (const options of [{}, { replace: ['in_use', 'foreign'] }, { repair: 'launch_missing' }] as const) {
        const { message } = await expectRefusal(place().open('no_launch').up(options), {
          code: 'BERTH_NOT_RUNNING',
          hosts: [stopped, absent],
          remedy: /Start the container there/,
        })
        expect(message).toMatch(new RegExp(`^${stopped}: stopped container [0-9a-f]{12}, not made by Berth`, 'm'))
        expect(message).toMatch(new RegExp(`^${absent}: no container$`, 'm'))
      }
      await place().open('no_launch').down({ destroy: true })
      expect(await place().snapshot()).toEqual(before)
    })
  })

  test('down removes nothing, not even what Berth made, and not with destroy', async () => {
    await place().open('persistent').up()
    const before = await place().snapshot()
    const cluster = place().open('no_launch')
    await cluster.up()
    expect((await cluster.down({ destroy: true }))?.action).toBe('none')
    expect(await place().snapshot()).toEqual(before)
  })
})
