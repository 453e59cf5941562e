import { expect } from 'vitest'
import { asCommandLine, describeReal, realTest as test, testbed, usePlace } from './support/index.js'

describeReal('sshd over parts of a set', () => {
  const place = usePlace(testbed, { hostsOf: (all) => all.hosts.slice(0, 4) })
  // A port of this file alone: hosts are shared.
  const sshd = { image: 'berth/debian-sshd:12', sshd: 'auto', sshd_port: 22_402, setup_script: null } as const
  const all = [0, 1, 2, 3] as const

  /** Brings up the hosts with these numbers, as `up --hosts` does. */
  const up = async (indexes: readonly number[], repair?: 'launch_missing'): Promise<void> => {
    const hosts = place().testbed.hosts.filter((_, index) => indexes.includes(index))
    const cluster = place().open('persistent', { hosts, ...asCommandLine }, sshd)
    await cluster.up(repair === undefined ? {} : { repair })
  }
  const inside = (index: number, command: string): Promise<string> =>
    place().engines.command(place().addresses[index] ?? '', 'exec', place().name, 'sh', '-c', command)
  const onAll = (command: string): Promise<string[]> => Promise.all(all.map((index) => inside(index, command)))

  async function expectAllReachAll(): Promise<void> {
    const hop = `for host in ${place().addresses.join(' ')}; do ssh -o BatchMode=yes "$host" hostname </dev/null; done`
    expect(await onAll(hop)).toEqual(all.map(() => 'h1\nh2\nh3\nh4'))
  }

  test('parts that were launched apart are joined without a restart, and a part keeps what it knows of the rest', async () => {
    await up([0, 1])
    await up([2, 3])
    const [first, second, third, fourth] = await onAll('ssh-keygen -y -f /var/lib/berth/keys/host_key')
    expect([first === second, third === fourth, first === third]).toEqual([true, true, false])
    const sshds = await onAll('cat /var/lib/berth/sshd/sshd.pid')
    const session = inside(2, `ssh ${place().addresses[3]} 'sleep 4; echo whole'`)
    await up(all)
    expect(await session).toBe('whole')
    expect(await onAll('cat /var/lib/berth/sshd/sshd.pid')).toEqual(sshds)
    await expectAllReachAll()
    await up([0, 1])
    await expectAllReachAll()
  }, 240_000)

  test('a container that a part launches again takes the keys by which the rest knows it', async () => {
    await up(all)
    await place().remove(3)
    await up([2, 3], 'launch_missing')
    await expectAllReachAll()
  }, 240_000)
})
