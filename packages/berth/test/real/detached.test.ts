import { expect } from 'vitest'
import { describeReal, realTest as test, testbed, usePlace } from './support/index.js'

describeReal('a detached command in containers', () => {
  const place = usePlace(testbed)

  test('outlives who started it, is waited for and stopped by another, with its whole tree', async () => {
    const first = place().open('persistent')
    await first.up()
    const short = await first.start('echo "out $0"; echo err >&2; exit 7')
    const long = await first.start("setsid sleep 7654 & trap '' TERM; echo up; sleep 7654; sleep 7654")
    await first.close()

    const later = place().open('persistent')
    await later.attach()
    for (const result of await later.detached(short.id).wait())
      expect(result).toMatchObject({ exitCode: 7, endedBy: 'exit', stderr: 'err\n' })
    for (const host of place().addresses)
      expect(await place().engines.command(host, 'top', place().name)).toContain('sleep 7654')

    await later.detached(long.id).stop()
    for (const result of await later.detached(long.id).wait())
      expect(result).toMatchObject({ endedBy: 'abort', exitCode: null, stdout: 'up\n' })
    for (const host of place().addresses)
      expect(await place().engines.command(host, 'top', place().name)).not.toContain('sleep 7654')
    await later.down({ destroy: true })
  })

  test('is gone when its container was, and says so', async () => {
    const cluster = place().open('persistent')
    await cluster.up()
    const { id } = await cluster.start('sleep 7655')
    await place().stop(0)
    await cluster.close()

    const later = place().open('persistent')
    await later.up()
    const results = await later.detached(id, { hosts: [place().addresses[0] ?? ''] }).wait()
    expect([...results].map(({ endedBy, exitCode }) => [endedBy, exitCode])).toEqual([['lost', null]])
    await later.detached(id).stop()
    await later.down({ destroy: true })
  })
})
