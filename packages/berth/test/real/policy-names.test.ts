import { expect } from 'vitest'
import { configOn, describeOnEngine, realTest as test, testbed, usePlace } from './support/index.js'

describeOnEngine('names', (kind) => {
  const place = usePlace(testbed, { kind })

  test("a name that is the beginning of another container's id means no container", async () => {
    const [first = ''] = place().addresses
    await place().make({}, [0])
    const { id } = await place().seen(0)
    const name = id.slice(0, 12)
    const before = await place().snapshot()
    const cluster = place().open('per_run', { hosts: [first] }, { name })
    try {
      expect((await cluster.plan())?.hosts.get(first)).toMatchObject({ state: 'absent', action: 'launch' })
      expect(
        (
          await place()
            .open('no_launch', { hosts: [first] }, { name })
            .plan()
        )?.refusal?.code,
      ).toBe('BERTH_NOT_RUNNING')
      await cluster.up()
      const made = await place().engines.look(first, name)
      expect(made).toMatchObject({ running: true })
      expect(made?.id).not.toBe(id)
      await cluster.down()
      expect(await place().engines.look(first, name)).toBeNull()
    } finally {
      await place().engines.clear([name])
    }
    expect(await place().snapshot()).toEqual(before)
  })

  test('a name that is contained in those of others means none of them', async () => {
    const { name } = place()
    const [first = ''] = place().addresses
    const others = [`${name}-old`, `my-${name}`]
    await Promise.all(others.map((other) => place().engines.makeContainer(first, other)))
    try {
      const cluster = place().open('per_run', { hosts: [first] })
      expect((await cluster.up({ replace: ['in_use', 'foreign'] }))?.action).toBe('launch')
      await cluster.down()
      const kept = await Promise.all(others.map((other) => place().engines.look(first, other)))
      expect(kept.map((seen) => seen?.running)).toEqual([true, true])
    } finally {
      await place().engines.clear(others)
    }
  })

  test('a persistent container whose name is not pinned is warned of: its name follows the tag', () => {
    const unpinned = (image: string): ReturnType<typeof configOn> =>
      configOn(testbed(), { image, lifetime: 'persistent' })
    const config = unpinned('berth/busybox:1')
    expect(config.warnings.map(({ code, path }) => [code, path])).toEqual([
      ['persistent_name_not_pinned', 'container/name'],
    ])
    expect(config.warnings[0]?.message).toContain(`"name": "${config.container?.name}"`)
    expect(unpinned('berth/busybox:2').container?.name).not.toBe(config.container?.name)
    expect(configOn(testbed(), { name: 'lab', lifetime: 'persistent' }).warnings).toEqual([])
  })
})
