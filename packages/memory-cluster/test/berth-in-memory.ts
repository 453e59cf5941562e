import { Cluster, resolveConfig } from '@berth/core'
import type { MemoryCluster } from '@berth/memory-cluster'

/** A cluster object over hosts in memory, as an embedder makes it. */
export function berthInMemory(memory: MemoryCluster, container: Readonly<Record<string, unknown>> = {}): Cluster {
  const config = resolveConfig({
    orchestrator: 'container',
    node_dict: Object.fromEntries([...memory.hosts.keys()].map((host) => [host, {}])),
    username: 'ann',
    container: {
      image: 'lab:1',
      name: 'lab',
      setup_script: false,
      sshd: false,
      runtime: { name: 'memory', args: { defaults: 'none' } },
      ...container,
    },
  })
  return new Cluster({ config, transport: memory.transport, runtimes: { memory: memory.runtime } })
}
