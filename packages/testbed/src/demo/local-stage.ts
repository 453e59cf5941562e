import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import type { ContainerFacts, Stage } from './stage.js'

const container = 'berth-demo'

/** This machine's own Docker as the one host; null where none answers. */
export async function localStage(): Promise<Stage | null> {
  const docker = async (...argv: readonly string[]): Promise<string> =>
    (await execa('docker', argv, { reject: false })).stdout.trim()
  if ((await execa('docker', ['info'], { reject: false })).exitCode !== 0) return null

  const folder = await mkdtemp(join(tmpdir(), 'berth-demo-'))
  const clusterFile = join(folder, 'cluster.json')
  const args = { defaults: 'none', network: 'host' }
  const file = {
    orchestrator: 'container',
    node_dict: { localhost: {} },
    container: { lifetime: 'persistent', image: 'debian:12', name: container, sshd: true, runtime: { args } },
  }
  await writeFile(clusterFile, JSON.stringify(file, null, 2))
  return {
    description: "this machine's own Docker, as one host: the full story with three hosts needs root on Debian",
    clusterFile,
    home: folder,
    hosts: ['localhost'],
    install:
      'printf "#!/bin/sh\\necho installed once, kept on $(hostname)\\n" >/usr/local/bin/tool && chmod +x /usr/local/bin/tool && echo installed',
    use: 'tool',
    useOptions: [],
    async inspect(): Promise<ContainerFacts> {
      const [id = '', startedAt = ''] = (
        await docker('inspect', '--format', '{{.Id}} {{.State.StartedAt}}', container)
      ).split(' ')
      const sshd = await docker('exec', container, 'cat', '/var/lib/berth/sshd/sshd.pid')
      return { id, startedAt, sshd: sshd === '' ? null : sshd }
    },
    cut: null,
    heal: () => Promise.resolve(),
    async leftovers() {
      return (await docker('ps', '--all', '--quiet', '--filter', `name=^/${container}$`)).split('\n').filter(Boolean)
        .length
    },
    async [Symbol.asyncDispose]() {
      await rm(folder, { recursive: true, force: true })
    },
  }
}
