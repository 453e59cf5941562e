import { createHash } from 'node:crypto'
import type { Cluster } from '@berth/core'
import { expect } from 'vitest'
import { describeReal, realTest as test, testbed, usePlace } from './support/index.js'

/** The state of every detached command on each host, by its id. */
async function states(cluster: Cluster): Promise<Record<string, string>[]> {
  return [...(await cluster.listDetached()).values()].map(({ commands, error }) => {
    if (commands === null) throw error
    return Object.fromEntries(commands.map(({ id, state }) => [id, state.state]))
  })
}

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
    const up = new Set<string>()
    for await (const { host, text } of later.detached(long.id).stream()) {
      expect(text).toBe('up\n')
      if (up.add(host).size === place().addresses.length) break
    }
    for (const host of place().addresses)
      expect(await place().engines.command(host, 'top', place().name)).toContain('sleep 7654')

    expect(await states(later)).toEqual(place().addresses.map(() => ({ [short.id]: 'exited', [long.id]: 'running' })))
    await expect(later.detached(long.id).forget()).rejects.toMatchObject({ code: 'BERTH_COMMAND_FAILED' })

    await later.detached(long.id).stop()
    for (const result of await later.detached(long.id).wait())
      expect(result).toMatchObject({ endedBy: 'abort', exitCode: null, stdout: 'up\n' })
    for (const host of place().addresses)
      expect(await place().engines.command(host, 'top', place().name)).not.toContain('sleep 7654')

    await later.detached(short.id).forget()
    expect(await states(later)).toEqual(place().addresses.map(() => ({ [long.id]: 'stopped' })))

    const binary = await later.start(['sh', '-c', 'cat /bin/busybox; cat /bin/busybox >&2'])
    const sum = await later.exec('sha256sum </bin/busybox')
    for (const { host, stdout, stderr, truncated } of await binary.wait({
      encoding: 'buffer',
      maxOutput: 16_000_000,
    })) {
      expect(truncated).toBe(false)
      for (const bytes of [stdout, stderr])
        expect(sum.get(host).stdout).toContain(createHash('sha256').update(bytes).digest('hex'))
    }
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
