import { readFile } from 'node:fs/promises'
import type { ClusterEvent } from '@berth/core'
import { expect } from 'vitest'
import { describeReal, realTest as test, testbed, usePlace } from './support/index.js'

describeReal('the main job', () => {
  const place = usePlace(testbed)
  const sshd = { image: 'berth/debian-sshd:12', sshd: 'auto', setup_script: null } as const

  /** Process ids of Berth's sshd, on each host. */
  async function sshdPids(): Promise<string[]> {
    const pids = place().addresses.map((host) =>
      place().engines.command(host, 'exec', place().name, 'cat', '/var/lib/berth/sshd/sshd.pid'),
    )
    return Promise.all(pids)
  }

  test('an image without sshd is provisioned by apt; then every container reaches every other, before and after a second up', async () => {
    const image = { ...sshd, image: 'berth/debian:12' }
    const cluster = place().open('persistent', {}, image)
    await cluster.up()
    const hop = `set -e; for host in ${place().addresses.join(' ')}; do ssh -p 2224 -o BatchMode=yes "$host" hostname </dev/null; done`
    const first = (await cluster.exec(hop)).throwIfFailed()
    for (const { stdout } of first) expect(stdout).toBe('h1\nh2\nh3\n')
    const before = [await place().snapshot(), await sshdPids()]

    const again = place().open('persistent', {}, image)
    expect((await again.up())?.action).toBe('attach')
    expect([await place().snapshot(), await sshdPids()]).toEqual(before)
    ;(await again.exec(hop)).throwIfFailed()

    const secret = (await readFile(testbed().keyFile, 'utf8')).split('\n')[2] ?? ''
    expect(secret.length).toBeGreaterThan(40)
    const found = await again.exec(['sh', '-c', 'grep -rlF "$0" /root /home /etc /var /tmp /run 2>/dev/null', secret])
    for (const { stdout } of found) expect(stdout).toBe('')
  }, 240_000)

  test('another process on the port is told as such, and what this run made is removed', async () => {
    const [first = ''] = place().addresses
    const listener = await place().engines.command(
      first,
      'run',
      '-d',
      '--network',
      'host',
      'berth/busybox:1',
      'nc',
      '-ll',
      '-p',
      '2224',
      '-e',
      'cat',
    )
    try {
      await expect(place().open('per_run', {}, sshd).up()).rejects.toMatchObject({
        code: 'BERTH_SSHD_PORT_TAKEN',
        message: expect.stringContaining('2224'),
      })
      expect([...(await place().snapshot()).values()]).toEqual([null, null, null])
    } finally {
      await place().engines.command(first, 'rm', '--force', listener)
    }
  })

  test('after a reboot of the engines the overlays and sshd come back', async () => {
    await place().open('persistent', {}, sshd).up()
    await Promise.all(
      place().addresses.map((host) => place().engines.command(host, 'exec', place().name, 'touch', '/kept')),
    )
    await place().stop(0, 1, 2)
    const again = place().open('persistent', {}, sshd)
    expect((await again.up())?.action).toBe('restart')
    const [, second = ''] = place().addresses
    const results = await again.exec(`ls /kept && ssh -p 2224 ${second} hostname`)
    for (const { stdout } of results.throwIfFailed()) expect(stdout).toBe('/kept\nh2\n')
  })

  test('nothing is written into containers that are not ours: no sshd, unless it is asked for by name', async () => {
    await place().make({ image: 'berth/debian-sshd:12' })
    const warnings: string[] = []
    const onEvent = (event: ClusterEvent): void => void (event.type === 'warning' && warnings.push(event.message))
    await place().open('persistent', { onEvent }, sshd).up()
    expect(warnings.join()).toContain('no sshd is started')
    for (const host of place().addresses)
      expect(await place().engines.command(host, 'diff', place().name)).not.toContain('berth')
  })
})
