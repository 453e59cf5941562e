import { randomUUID } from 'node:crypto'
import { dockerRuntime } from '@berth/runtime-docker'
import type { RuntimeBench } from '@berth/testkit'
import { sshTransport } from '@berth/transport-ssh'
import { testbed } from '../../../testbed/test/real-test.js'

/** A host of the testbed, with Docker. */
export async function dockerBench(): Promise<RuntimeBench> {
  const bed = testbed()
  const { address } = bed.host(2)
  const transport = sshTransport({
    username: 'berth',
    privateKeyFile: bed.keyFile,
    knownHostsFile: bed.knownHostsFile,
    agent: null,
  })
  const outside = async (...argv: readonly string[]): Promise<string> => {
    const { exitCode, stdout, stderr } = await bed.run(address, argv)
    if (exitCode !== 0) throw new Error(`${argv.join(' ')}: ${stderr}`)
    return stdout.trim()
  }
  const { reference, hostPath } = await bed.rebuildImage(`berth/conformance:${randomUUID().slice(0, 8)}`)
  return {
    runtime: dockerRuntime(),
    host: await transport.connect(address),
    image: 'berth/busybox:1',
    archive: { reference, path: hostPath },
    spec: { network: 'none' },
    create: ({ name, image, labels }) => {
      const flags = Object.entries(labels).flatMap(([label, value]) => ['--label', `${label}=${value}`])
      return outside('docker', 'create', '--name', name, '--network', 'none', ...flags, image.id, 'true')
    },
    stop: async (id) => void (await outside('docker', 'kill', id)),
    close: async () => {
      await transport.close()
      await outside('docker', 'image', 'rm', '--force', reference)
    },
  }
}
