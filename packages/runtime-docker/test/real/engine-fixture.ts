import { randomUUID } from 'node:crypto'
import type { ContainerRuntime } from '@berth/core/adapter'
import type { RuntimeFixture } from '@berth/testkit'
import { sshTransport } from '@berth/transport-ssh'
import { testbed } from '../../../testbed/test/real-test.js'

/** An engine of a testbed's host. */
export interface FixtureEngine {
  readonly runtime: ContainerRuntime
  /** Who logs in. */
  readonly username: string
  /** Whose engine it is that is looked at from outside. Default is root. */
  readonly owner?: string
}

/** A host of the testbed, with one of its engines. */
export async function engineFixture({ runtime, username, owner = 'root' }: FixtureEngine): Promise<RuntimeFixture> {
  const bed = testbed()
  const { address } = bed.host(2)
  const transport = sshTransport({
    username,
    privateKeyFile: bed.keyFile,
    knownHostsFile: bed.knownHostsFile,
    agent: null,
  })
  const engine = async (...words: readonly string[]): Promise<string> => {
    const argv = [...(owner === 'root' ? [] : ['sudo', '-u', owner, '-i', '--']), runtime.name, ...words]
    const { exitCode, stdout, stderr } = await bed.run(address, argv)
    if (exitCode !== 0) throw new Error(`${argv.join(' ')}: ${stderr}`)
    return stdout.trim()
  }
  const image = 'berth/busybox:1'
  await engine('image', 'inspect', image).catch(() => engine('load', '--input', imageArchive(image)))
  const { reference, hostPath } = await bed.rebuildImage(`berth/conformance:${randomUUID().slice(0, 8)}`)
  return {
    runtime,
    host: await transport.connect(address),
    image,
    archive: { reference, path: hostPath },
    spec: { network: 'none' },
    create: ({ name, image, labels }) => {
      const flags = Object.entries(labels).flatMap(([label, value]) => ['--label', `${label}=${value}`])
      return engine('create', '--name', name, '--network', 'none', ...flags, image.id, 'true')
    },
    stop: async (id) => void (await engine('kill', id)),
    close: async () => {
      await transport.close()
      await engine('image', 'rm', '--force', reference)
    },
  }
}

function imageArchive(reference: string): string {
  const found = testbed().images.find((image) => image.reference === reference)
  if (found === undefined) throw new Error(`the testbed has no archive of ${reference}`)
  return found.hostPath
}
