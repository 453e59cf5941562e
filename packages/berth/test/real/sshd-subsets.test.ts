import { expect } from 'vitest'
import { describeReal, realTest as test, testbed, usePlace } from './support/index.js'

describeReal('sshd over parts of a set', () => {
  const place = usePlace(testbed, { hostsOf: (all) => all.hosts.slice(0, 4) })
  // A port of this file alone: hosts are shared.
  const sshd = { image: 'berth/debian-sshd:12', sshd: 'auto', sshd_port: 22_402, setup_script: null } as const
  /** Brings up the hosts with these numbers, as `up --hosts` does. */
  const up = async (...indexes: readonly number[]): Promise<void> => {
    const hosts = place().testbed.hosts.filter((_, index) => indexes.includes(index))
    await place().open('persistent', { hosts, handsOver: true }, sshd).up()
  }
  const inside = (index: number, command: string): Promise<string> =>
    place().engines.command(place().addresses[index] ?? '', 'exec', place().name, 'sh', '-c', command)

  async function expectAllReachAll(indexes: readonly number[]): Promise<void> {
    const targets = indexes.map((index) => place().addresses[index]).join(' ')
    const hop = `set -e; for host in ${targets}; do ssh -o BatchMode=yes "$host" hostname </dev/null; done`
    const expected = indexes.map((index) => `h${index + 1}`).join('\n')
    for (const index of indexes) expect(await inside(index, hop)).toBe(expected)
  }
  const pids = (): Promise<string[]> =>
    Promise.all([0, 1, 2, 3].map((index) => inside(index, 'cat /var/lib/berth/sshd/sshd.pid')))

  test('keeps what a part knows of the rest, and joins parts that were launched apart without a restart', async () => {
    await up(0, 1)
    await up(2, 3)
    const keys = await Promise.all(
      [0, 2].map((index) => inside(index, 'ssh-keygen -y -f /var/lib/berth/keys/host_key')),
    )
    expect(new Set(keys).size).toBe(2)
    const before = await pids()
    const session = inside(2, `ssh ${place().addresses[3]} 'sleep 4; echo whole'`)
    await up(0, 1, 2, 3)
    expect(await session).toBe('whole')
    expect(await pids()).toEqual(before)
    await expectAllReachAll([0, 1, 2, 3])

    await up(0, 1)
    await expectAllReachAll([0, 1, 2, 3])

    await place().remove(3)
    await up(0, 1, 2)
    await expectAllReachAll([0, 1, 2])
    const hosts = place().testbed.hosts.slice(2, 4)
    await place().open('persistent', { hosts, handsOver: true }, sshd).up({ repair: 'launch_missing' })
    await expectAllReachAll([2, 3])
    await up(0, 1, 2, 3)
    await expectAllReachAll([0, 1, 2, 3])
  }, 120_000)
})
