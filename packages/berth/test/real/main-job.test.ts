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
    for (const { stdout } of first) expect(stdout).toBe('h1\nh2\n')
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

  test('another process on the port is told as such, before anything is launched or a script is run', async () => {
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
      const states: string[] = []
      const onEvent = (event: ClusterEvent): void => void (event.type === 'phase' && states.push(event.state))
      await expect(place().open('per_run', { onEvent }, sshd).up()).rejects.toMatchObject({
        name: 'RefusalError',
        code: 'BERTH_SSHD_PORT_TAKEN',
        message: expect.stringContaining(`port 2224, which sshd is to have\n${first}: a process of user 0`),
      })
      expect(states).not.toContain('launching')
      expect([...(await place().snapshot()).values()]).toEqual([null, null])
    } finally {
      await place().engines.command(first, 'rm', '--force', listener)
    }
  })

  test('an image that is made of a container has no private key, and its containers have keys of their own', async () => {
    const image = `berth/${place().name}:1`
    const [first = ''] = place().addresses
    const keys = 'ssh-keygen -y -f /var/lib/berth/keys/client_key; ls /var/lib/berth/keys | wc -l'
    const { command } = place().engines
    const cluster = place().open('per_run', {}, sshd)
    await cluster.up()
    const [before = ''] = (await command(first, 'exec', place().name, 'sh', '-c', keys)).split('\n')
    expect(before).toMatch(/^ssh-ed25519 /)
    const mounts = '{{range .Mounts}}{{if eq .Destination "/var/lib/berth/keys"}}{{.Name}}{{end}}{{end}}'
    const volume = await command(first, 'inspect', '--format', mounts, place().name)
    expect(await command(first, 'volume', 'ls', '--quiet')).toContain(volume)
    await command(first, 'commit', place().name, image)
    expect(
      await command(first, 'run', '--rm', '--entrypoint', 'find', image, '/var/lib/berth/keys', '-type', 'f'),
    ).toBe('')
    // What the overlay holds is found in the image; what the volume holds is not.
    for (const [file, found] of [
      ['sshd/known_hosts', /^[1-9]/],
      ['keys/host_key', /^0$/],
      ['keys/client_key', /^0$/],
    ] as const) {
      const line = await command(first, 'exec', place().name, 'tail', '-n', '2', `/var/lib/berth/${file}`)
      const count = `docker save ${image} | tar -xOf - | grep -acF "$1"`
      const counted = await testbed().run(first, ['sh', '-c', count, 'count', line.split('\n')[0] ?? ''])
      expect(counted.stdout.trim()).toMatch(found)
    }
    await cluster.down()
    expect(await command(first, 'volume', 'ls', '--quiet')).not.toContain(volume)

    const [alone] = place().testbed.hosts
    if (alone === undefined) throw new Error('no host')
    const copy = place().open('per_run', { hosts: [alone] }, { ...sshd, image, sshd: true })
    await copy.up()
    const [after = '', files] = (await command(first, 'exec', place().name, 'sh', '-c', keys)).split('\n')
    expect(after).toMatch(/^ssh-ed25519 /)
    expect(after).not.toBe(before)
    expect(files).toBe('2')
    await copy.down()
    await command(first, 'image', 'rm', '--force', image)
  })

  test('after a reboot of the engines the overlays and sshd come back', async () => {
    await place().open('persistent', {}, sshd).up()
    await Promise.all(
      place().addresses.map((host) => place().engines.command(host, 'exec', place().name, 'touch', '/kept')),
    )
    await place().stop(0, 1)
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
