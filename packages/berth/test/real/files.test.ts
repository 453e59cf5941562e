import { randomBytes } from 'node:crypto'
import { HostsError } from '@berth/core'
import { expect } from 'vitest'
import { describeReal, realTest as test, testbed, usePlace } from './support/index.js'

describeReal('files of containers', () => {
  const place = usePlace(testbed)

  test('are written whole, with their mode, and read back byte for byte', async () => {
    const cluster = place().open('per_run')
    await cluster.up()
    const content = randomBytes(1_000_003)
    await cluster.putFile('/tmp/data', content, { mode: 0o640 })
    for (const host of place().addresses) {
      const seen = await place().engines.command(host, 'exec', place().name, 'stat', '-c', '%a %s', '/tmp/data')
      expect(seen).toBe('640 1000003')
    }
    for (const read of (await cluster.getFile('/tmp/data')).values()) expect(content.equals(read)).toBe(true)
  })

  test('that cannot be written or read name each host', async () => {
    const cluster = place().open('per_run')
    await cluster.up()
    await place().engines.command(place().addresses[1] ?? '', 'exec', place().name, 'mkdir', '/tmp/there')
    const refused = await cluster.putFile('/tmp/there', 'x').catch((error: unknown) => error)
    if (!(refused instanceof HostsError)) throw refused
    expect([...refused.failures.keys()]).toEqual([place().addresses[1]])
    await expect(cluster.getFile('/missing')).rejects.toMatchObject({ code: 'BERTH_FILE_FAILED' })
  })
})
