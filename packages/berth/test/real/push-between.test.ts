import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { requirements, startTestbed, type Testbed } from '@berth/testbed'
import { type Cluster, type ClusterEvent, openCluster } from 'berth-cluster'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { describeReal, realTest as test, uniqueName } from './support/index.js'

describeReal('an image that one of the hosts has, of the classic store and of containerd’s', () => {
  let testbed: Testbed
  let folder = ''
  const opened: Cluster[] = []
  beforeAll(async () => {
    if (!requirements().ok) return
    testbed = await startTestbed({ hosts: 3, name: `push-${process.pid}`, containerdStores: [2] })
    folder = mkdtempSync(join(tmpdir(), 'berth-push-'))
  })
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true })
    await testbed?.stop()
  })
  afterEach(async () => {
    for (const host of testbed.hosts) await testbed.heal(host)
    for (const cluster of opened.splice(0)) await cluster.close()
  })

  const run = async (host: number, script: string): Promise<string> => {
    const { exitCode, stdout, stderr } = await testbed.run(testbed.host(host), script)
    if (exitCode !== 0) throw new Error(stderr)
    return stdout.trim()
  }

  /** Makes an image on the first host alone, with one layer of so many bytes more than one that all hosts have. */
  const make = async (size: number): Promise<string> => {
    const reference = `berth/${uniqueName('between')}:1`
    const base = testbed.images[0]?.reference ?? ''
    await run(
      0,
      `set -e; head -c ${size} /dev/urandom >/tmp/made; docker create --name made ${base} true
      docker cp /tmp/made made:/content; docker commit made ${reference}; docker rm made; rm /tmp/made`,
    )
    return reference
  }

  const open = async (image: string, hosts: readonly number[], onEvent: (event: ClusterEvent) => void = () => {}) => {
    const container = { image, name: uniqueName(), sshd: false, setup_script: false }
    const file = await testbed.clusterFile(
      { ...container, runtime: { args: { defaults: 'none' } } },
      { hosts: hosts.map((index) => testbed.host(index)) },
    )
    const keepalive = { interval: 1000, unanswered: 3 }
    const ssh = { keepalive, knownHostsFile: testbed.knownHostsFile, agent: null, configFiles: [] }
    const cluster = await openCluster(file, { ssh, onEvent })
    opened.push(cluster)
    return cluster
  }

  const received = async (host: number): Promise<number> =>
    Number(await run(host, 'cat /sys/class/net/eth0/statistics/rx_bytes'))

  const left = (host: number): Promise<string> => run(host, 'ls -d /var/tmp/berth-*/$(uname -n) 2>/dev/null || true')

  test('is given to the others, and is whole there: it runs, and can be saved', async () => {
    const reference = await make(3_000_000)
    const cluster = await open(reference, [0, 1, 2])
    const [head = ''] = cluster.hosts
    const before = await Promise.all([1, 2].map(received))
    const pulled = await cluster.pull({ from: { host: head } })
    const [classic = 0, containerd = 0] = (await Promise.all([1, 2].map(received))).map(
      (bytes, index) => bytes - (before[index] ?? 0),
    )
    expect([...(pulled?.images.values() ?? [])].map(({ changed }) => changed)).toEqual([false, true, true])
    expect(classic).toBeLessThan(3_300_000)
    expect(containerd).toBeGreaterThan(5_000_000)
    for (const host of [1, 2]) {
      const shown = `docker run --rm --network none ${reference} wc -c /content && docker image ls -q ${reference} | wc -l`
      expect(await run(host, shown)).toBe('3000000 /content\n1')
      expect(Number(await run(host, `docker save ${reference} | wc -c`))).toBeGreaterThan(5_000_000)
      expect(await left(host)).toBe('')
    }
  })

  test('goes on where it was, when its way was cut in the middle', async () => {
    const size = 20_000_000
    const reference = await make(size)
    const path = join(folder, 'cut.tar')
    const first = await open(reference, [0])
    await run(0, `docker save -o /tmp/cut.tar ${reference} && chmod 644 /tmp/cut.tar`)
    const [head = ''] = first.hosts
    writeFileSync(path, (await first.getFile('/tmp/cut.tar', { on: 'host' })).get(head) ?? '')
    let cutting: Promise<void> | undefined
    const cluster = await open(reference, [1], (event) => {
      if (event.type === 'host' && (event.sent?.done ?? 0) > size / 4) cutting ??= testbed.cut(testbed.host(1))
    })
    const before = await received(1)
    await expect(cluster.pull({ from: { archive: path } })).rejects.toMatchObject({ code: 'BERTH_CONNECTION_LOST' })
    await cutting
    await testbed.heal(testbed.host(1))
    expect(await left(1)).not.toBe('')
    const again = await cluster.pull({ from: { archive: path } })
    expect([...(again?.images.values() ?? [])].map(({ changed }) => changed)).toEqual([true])
    expect((await received(1)) - before).toBeLessThan(size * 1.05 + 5_000_000)
    expect(await left(1)).toBe('')
  })
})
