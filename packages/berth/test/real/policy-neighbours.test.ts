import { expect } from 'vitest'
import { describeReal, runOfAnotherUser, realTest as test, testbed, uniqueName, usePlace } from './support/index.js'

describeReal('neighbours on the same hosts', () => {
  const place = usePlace(testbed)

  test("another user's containers live through everything that Berth does", async () => {
    const theirs = uniqueName('theirs')
    const byHand = uniqueName('by-hand')
    const { engines, addresses } = place()
    const neighbours = async (): Promise<unknown> => [
      await engines.snapshot(theirs, addresses),
      await engines.snapshot(byHand, addresses),
    ]
    try {
      await place().open('per_run', { run: runOfAnotherUser() }, { name: theirs }).up()
      await Promise.all(addresses.map((host, index) => engines.makeContainer(host, byHand, { running: index > 0 })))
      const before = await neighbours()

      const cluster = place().open('per_run')
      await cluster.up()
      await place()
        .open('per_run')
        .up({ replace: ['in_use', 'foreign'] })
      await cluster.down()
      await place().open('per_run', {}, { name: theirs }).down()
      await place().engines.clear([place().name])

      await place().open('persistent').up()
      await place().remove(0)
      await place().stop(1)
      await place().open('persistent').up({ repair: 'launch_missing' })
      await place().open('persistent', {}, { name: byHand }).down({ destroy: true })
      await place().open('persistent').down({ destroy: true })
      expect([...(await place().snapshot()).values()]).toEqual([null, null])
      expect(await neighbours()).toEqual(before)
    } finally {
      await engines.clear([theirs, byHand])
    }
  })
})
