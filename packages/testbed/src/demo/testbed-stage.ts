import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startTestbed } from '../start-testbed.js'
import type { ContainerFacts, Stage } from './stage.js'

const container = 'berth-demo'

/** Three hosts with their own network, sshd and dockerd; the container's image has no sshd. */
export async function testbedStage(log: (line: string) => void): Promise<Stage> {
  const testbed = await startTestbed({ hosts: 3, name: 'demo', images: 'all', log })
  const home = await mkdtemp(join(tmpdir(), 'berth-demo-'))
  const stop = async (): Promise<void> => {
    await testbed.stop()
    await rm(home, { recursive: true, force: true })
  }
  try {
    await mkdir(join(home, '.ssh'), { mode: 0o700 })
    await copyFile(testbed.knownHostsFile, join(home, '.ssh', 'known_hosts'))
    const clusterFile = await testbed.clusterFile({
      lifetime: 'persistent',
      image: 'berth/debian:12',
      name: container,
      image_tar: testbed.images.find(({ reference }) => reference === 'berth/debian:12')?.hostPath,
      runtime: { args: { defaults: 'none', network: 'host' } },
    })
    const hosts = testbed.hosts.map(({ address }) => address)
    const last = testbed.hosts.at(-1)?.address ?? ''
    const ask = async (host: string, command: readonly string[]): Promise<string> =>
      (await testbed.run(host, command)).stdout.trim()
    return {
      description: `three hosts, each with its own network, sshd and dockerd: ${hosts.join(', ')}`,
      clusterFile,
      home,
      hosts,
      install: 'apt-get install -y -qq --no-install-recommends openmpi-bin >/dev/null && mpirun --version | head -1',
      use: `mpirun --allow-run-as-root -H ${hosts.join(',')} --mca btl_tcp_if_include eth0 --mca oob_tcp_if_include eth0 hostname`,
      useOptions: ['--head'],
      async inspect(host): Promise<ContainerFacts> {
        const format = '{{.Id}} {{.State.StartedAt}}'
        const [id = '', startedAt = ''] = (await ask(host, ['docker', 'inspect', '--format', format, container])).split(
          ' ',
        )
        const sshd = await ask(host, ['docker', 'exec', container, 'cat', '/var/lib/berth/sshd/sshd.pid'])
        return { id, startedAt, sshd: sshd === '' ? null : sshd }
      },
      async cut() {
        await testbed.cut(last)
        return last
      },
      heal: () => testbed.heal(last),
      async leftovers() {
        const lists = await Promise.all(hosts.map((host) => ask(host, ['docker', 'ps', '--all', '--quiet'])))
        return lists.flatMap((list) => list.split('\n')).filter((id) => id !== '').length
      },
      [Symbol.asyncDispose]: stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
