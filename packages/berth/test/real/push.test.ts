import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ClusterEvent } from '@berth/core'
import { afterEach, beforeEach, expect } from 'vitest'
import { uniqueName } from './support/container-name.js'
import { describeReal, realTest as test, testbed, usePlace } from './support/index.js'

describeReal('an image of this machine', () => {
  const place = usePlace(testbed)
  let folder = ''
  let reference = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'berth-push-'))
    reference = `berth/${uniqueName('pushed')}:1`
  })
  afterEach(async () => {
    rmSync(folder, { recursive: true, force: true })
    for (const host of place().addresses) await testbed().run(host, ['docker', 'image', 'rm', '--force', reference])
  })

  /** Bytes of the layer that the hosts do not have. */
  const size = 3_000_000

  /** An archive of an image that has one layer more than an image that every host has; no host has it any more. */
  const archive = async (): Promise<string> => {
    const [base] = testbed().images
    const [first = ''] = place().addresses
    if (base === undefined) throw new Error('the testbed has no images')
    const name = uniqueName('made')
    const make = `
      set -e
      head -c ${size} /dev/urandom >/tmp/${name}
      docker create --name ${name} ${base.reference} true
      docker cp /tmp/${name} ${name}:/content
      docker commit ${name} ${reference}
      docker rm ${name}
      docker save --output /tmp/${name}.tar ${reference}
      docker image rm ${reference}
      chmod 644 /tmp/${name}.tar`
    const { exitCode, stderr } = await testbed().run(first, make)
    expect([exitCode, stderr]).toEqual([0, ''])
    const cluster = place().open('per_run', {}, { image: reference })
    const files = await cluster.getFile(`/tmp/${name}.tar`, { on: 'host', hosts: [first] })
    await testbed().run(first, `rm /tmp/${name} /tmp/${name}.tar`)
    const path = join(folder, 'image.tar')
    writeFileSync(path, files.get(first) ?? '')
    return path
  }

  const received = async (): Promise<readonly number[]> =>
    Promise.all(
      place().addresses.map(async (host) => {
        const { stdout } = await testbed().run(host, 'cat /sys/class/net/eth0/statistics/rx_bytes')
        return Number(stdout.trim())
      }),
    )

  test('is given to every host without the layers that are there, and nothing else is left', async () => {
    const path = await archive()
    const events: ClusterEvent[] = []
    const cluster = place().open('per_run', { onEvent: (event) => events.push(event) }, { image: reference })
    const before = await received()
    const pulled = await cluster.pull({ from: { archive: path } })
    const after = await received()
    expect([...(pulled?.images.values() ?? [])].map(({ changed }) => changed)).toEqual([true, true])
    for (const [index, bytes] of after.entries()) {
      const came = bytes - (before[index] ?? 0)
      expect(came).toBeGreaterThan(size)
      expect(came).toBeLessThan(size * 1.1)
    }
    expect(
      events.flatMap((event) => (event.type === 'host' && event.sent ? [event.sent.total] : [])).at(-1),
    ).toBeLessThan(size * 1.05)
    for (const host of place().addresses) {
      const run = ['docker', 'run', '--rm', '--network', 'none', reference, 'wc', '-c', '/content']
      expect((await testbed().run(host, run)).stdout.trim()).toBe(`${size} /content`)
      expect((await testbed().run(host, 'ls -d /var/tmp/berth-*/$(uname -n) 2>/dev/null; true')).stdout).toBe('')
    }
    const again = await cluster.pull({ from: { archive: path } })
    expect([...(again?.images.values() ?? [])].map(({ changed }) => changed)).toEqual([false, false])
    await cluster.up()
    expect((await cluster.exec('wc -c </content')).ok).toBe(true)
    await cluster.down()
  })
})
