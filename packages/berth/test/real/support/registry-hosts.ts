import { type Registry, requirements, startRegistry, startTestbed, type Testbed } from '@berth/testbed'
import { afterAll, beforeAll } from 'vitest'
import { uniqueName } from './container-name.js'

/** An image in a registry. */
export interface Published {
  /** With a tag, which the next build may move. */
  readonly reference: string
  /** The same by what the registry answered to the push. */
  readonly pinned: string
  readonly digest: string
}

/** Three hosts with a registry on the first: two keep images in the classic store, the last in containerd's. */
export interface RegistryHosts {
  readonly testbed: Testbed
  readonly registry: Registry
  /** A new build, in the registry and on no host. Default is a tag of its own; a reference given is moved. */
  publish(reference?: string): Promise<Published>
  /** Bytes that the registry has sent of an image to a host, straight or through another, as it counts them itself. */
  served(reference: string, address: string): Promise<number>
  /** Runs Docker on a host, as root. Throws unless it succeeds; gives what it printed, trimmed. */
  docker(host: number, ...args: readonly string[]): Promise<string>
}

/** Hosts of a block's own. Call it in `describe`; use its result in tests and hooks. */
export function useRegistryHosts(): () => RegistryHosts {
  let hosts: RegistryHosts | undefined
  beforeAll(async () => {
    if (!requirements().ok) return
    const testbed = await startTestbed({ hosts: 3, name: `registry-${process.pid}`, containerdStores: [2] })
    hosts = registryHosts(testbed, await startRegistry(testbed, testbed.host(0)))
  })
  afterAll(async () => {
    await hosts?.testbed.stop()
  })
  return () => {
    if (hosts === undefined) throw new Error('this machine can have no testbed, or it is not up yet')
    return hosts
  }
}

function registryHosts(testbed: Testbed, registry: Registry): RegistryHosts {
  const docker: RegistryHosts['docker'] = async (host, ...args) => {
    const { exitCode, stdout, stderr } = await testbed.run(testbed.host(host), ['docker', ...args])
    if (exitCode !== 0) throw new Error(`docker ${args.join(' ')}: ${stderr.trim()}`)
    return stdout.trim()
  }
  return {
    testbed,
    registry,
    docker,
    async served(reference, address) {
      const { stdout } = await testbed.run(testbed.host(0), ['cat', '/var/log/registry.log'])
      const name = reference.slice(reference.indexOf('/') + 1, reference.lastIndexOf(':'))
      // Without a port where another registry stands between.
      const from = new RegExp(`http\\.request\\.remoteaddr="?${address.replaceAll('.', '\\.')}[:" ]`)
      return stdout
        .split('\n')
        .filter((line) => line.includes(`/v2/${name}/`) && line.includes('http.request.method=GET'))
        .filter((line) => line.includes('"response completed"') && from.test(line))
        .map((line) => Number(/http\.response\.written=(\d+)/.exec(line)?.[1] ?? 0))
        .reduce((sum, written) => sum + written, 0)
    },
    async publish(reference = `${registry.address}/${uniqueName('pull')}:1`) {
      const build = await testbed.rebuildImage(reference)
      await docker(0, 'load', '--quiet', '--input', build.hostPath)
      const pushed = await docker(0, 'push', reference)
      await docker(0, 'image', 'rm', '--force', build.id)
      const [digest = ''] = /sha256:[0-9a-f]{64}/.exec(pushed.slice(pushed.lastIndexOf('digest:'))) ?? []
      return { reference, digest, pinned: `${reference}@${digest}` }
    },
  }
}
