import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { networkInterfaces, tmpdir } from 'node:os'
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
    testbed = await startTestbed({ hosts: 5, name: `push-${process.pid}`, containerdStores: [2] })
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

  /** Makes an image on the first host alone, with one layer of so many bytes more than another image. */
  const make = async (size: number, base = testbed.images[0]?.reference ?? ''): Promise<string> => {
    const reference = `berth/${uniqueName('between')}:1`
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

  /** An archive here of an image of the first host. */
  const archiveOf = async (reference: string): Promise<string> => {
    const path = join(folder, 'made.tar')
    const first = await open(reference, [0])
    await run(0, `docker save -o /tmp/made.tar ${reference} && chmod 644 /tmp/made.tar`)
    const [head = ''] = first.hosts
    writeFileSync(path, (await first.getFile('/tmp/made.tar', { on: 'host' })).get(head) ?? '')
    return path
  }

  /** The hosts that are given what the first has. */
  const lacking = [1, 2, 3, 4] as const

  /** Makes what these send slow, or as it was where nothing is said; one that is cut off too. */
  const links = async (how: string): Promise<void> => {
    for (const host of lacking) await run(host, `tc qdisc ${how || 'del dev eth0 root'}`)
  }

  /** Bytes that this machine has sent to the hosts, by the count of its interface. */
  const sentFromHere = (): number => {
    const subnet = testbed.host(0).address.replace(/\d+$/, '')
    const [bridge] =
      Object.entries(networkInterfaces()).find(([, all = []]) =>
        all.some(({ address }) => address.startsWith(subnet)),
      ) ?? []
    return Number(readFileSync(`/sys/class/net/${bridge}/statistics/tx_bytes`, 'utf8'))
  }

  const received = async (host: number): Promise<number> =>
    Number(await run(host, 'cat /sys/class/net/eth0/statistics/rx_bytes'))

  const left = (host: number): Promise<string> => run(host, 'ls -d /var/tmp/berth-*/$(uname -n) 2>/dev/null || true')

  /** Gives an image to all hosts, and tells how many bytes came to those that did not have it. */
  const give = async (reference: string): Promise<readonly [classic: number, containerd: number]> => {
    const cluster = await open(reference, [0, 1, 2])
    const [head = ''] = cluster.hosts
    const before = [await received(1), await received(2)] as const
    const pulled = await cluster.pull({ from: { host: head } })
    expect([...(pulled?.images.values() ?? [])].map(({ changed }) => changed)).toEqual([false, true, true])
    return [(await received(1)) - before[0], (await received(2)) - before[1]]
  }

  const isWhole = async (reference: string, bytes: number, all: number): Promise<void> => {
    for (const host of [1, 2]) {
      const shown = `docker run --rm --network none ${reference} wc -c /content && docker image ls -q ${reference} | wc -l`
      expect(await run(host, shown)).toBe(`${bytes} /content\n1`)
      expect(Number(await run(host, `docker save ${reference} | wc -c`))).toBeGreaterThan(all)
      expect(await left(host)).toBe('')
      expect(await run(host, 'docker image ls -aq localhost/berth-partial')).toBe('')
    }
  }

  test('is given to the others by the layers that they lack, and is whole there: it runs, and can be saved', async () => {
    const first = await make(3_000_000)
    const [classic, containerd] = await give(first)
    expect(classic).toBeLessThan(3_300_000)
    // That host has no image at all.
    expect(containerd).toBeGreaterThan(5_000_000)
    await isWhole(first, 3_000_000, 5_000_000)

    const second = await make(1_000_000, first)
    for (const bytes of await give(second)) expect(bytes).toBeLessThan(1_300_000)
    await isWhole(second, 1_000_000, 6_000_000)
  })

  test('is whole on a host that has layers unpacked, and no longer as they are sent', async () => {
    const first = await make(3_000_000)
    await give(first)
    await run(
      2,
      `set -e; ctr="ctr --address $(find /run /var/run -name containerd.sock 2>/dev/null | head -n 1) --namespace moby"
      $ctr content ls | awk '/[0-9] ?MB/ { print $1 }' | xargs $ctr content rm`,
    )
    const second = await make(1_000_000, first)
    const [classic, containerd] = await give(second)
    expect(classic).toBeLessThan(1_300_000)
    expect(containerd).toBeGreaterThan(6_000_000)
    await isWhole(second, 1_000_000, 6_000_000)
  })

  test('is handed on from host to host, sent from here once, to all others where one dies in the middle', async () => {
    const size = 16_000_000
    const reference = await make(size)
    const path = await archiveOf(reference)
    const feeders = new Map<string, string[]>()
    const told: string[] = []
    let dying: string | undefined
    let cutting: Promise<void> | undefined
    // The first host that gets it from another one, and feeds a third, in the middle of it.
    const cluster = await open(reference, lacking, (event) => {
      if (event.type !== 'host' || event.status !== 'progress') return
      const { host, message = '', sent } = event
      told.push(message)
      const [, feeder] = /^fed by (.*)$/.exec(message) ?? []
      if (feeder !== undefined) feeders.set(host, [...(feeders.get(host) ?? []), feeder])
      if (sent && feeders.has(host) && [...feeders.values()].flat().includes(host)) dying ??= host
      if (dying !== undefined) cutting ??= testbed.cut(dying).then(() => links(''))
    })
    await links('add dev eth0 root tbf rate 40mbit burst 64kb latency 50ms')
    const before = sentFromHere()
    const pulled = await cluster.pull({ from: { archive: path }, maxFailures: 1 })
    const sent = sentFromHere() - before
    await cutting
    expect([...(pulled?.missing.keys() ?? [])]).toEqual([dying])
    expect([...feeders].filter(([host, of]) => host !== dying && of.length > 1)).toHaveLength(1)
    expect(told.filter((message) => message.includes('from here'))).toEqual([])
    // The host without any image lacks 5 MB more.
    expect(sent).toBeLessThan((size + 5_000_000) * 1.1)
    for (const host of lacking.filter((index) => testbed.host(index).address !== dying)) {
      expect(await run(host, `docker run --rm --network none ${reference} wc -c /content`)).toBe(`${size} /content`)
      expect(await left(host)).toBe('')
      expect(await run(host, 'find /tmp /home /root -name "ssh-*" -o -name "id_*" -o -name "*.pem"')).toBe('')
      expect(await run(host, 'pgrep -f "[b]erth-put|^[s]sh " || true')).toBe('')
    }
  })

  test('goes on where it was, when its way was cut in the middle', async () => {
    // What waits there of another image, where this host died in the middle of it.
    await run(1, 'rm -rf /var/tmp/berth-*')
    const size = 20_000_000
    const reference = await make(size)
    const path = await archiveOf(reference)
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
