import { type MemoryCluster, type MemoryClusterOptions, memoryCluster } from '@berth/memory-cluster'
import { Cluster, type ClusterOptions } from '../../src/cluster/index.js'
import { resolveConfig } from '../../src/config/index.js'
import type { ClusterEvent } from '../../src/lifetime/index.js'
import { machine } from '../config/resolve.js'
import { image } from './observations.js'

/** Hosts in memory, all of which have image 1. */
export function lab(hosts: readonly string[], options: Omit<MemoryClusterOptions, 'hosts'> = {}): MemoryCluster {
  return memoryCluster({ hosts, images: { 'lab:1': image('1') }, ...options })
}

/** A cluster object over hosts in memory, as a user would make it; with all that it told. */
export function berthOver(
  memory: MemoryCluster,
  container: Readonly<Record<string, unknown>> = {},
  options: Partial<ClusterOptions> = {},
): { cluster: Cluster; events: ClusterEvent[]; warnings: () => string[] } {
  const events: ClusterEvent[] = []
  const config = resolveConfig(
    {
      orchestrator: 'container',
      cluster_name: 'lab',
      node_dict: Object.fromEntries([...memory.hosts.keys()].map((host) => [host, {}])),
      username: 'ann',
      container: {
        image: 'lab:1',
        name: 'lab',
        lifetime: 'per_run',
        setup_script: false,
        sshd: false,
        runtime: { name: 'memory', args: { defaults: 'none' } },
        ...container,
      },
    } as Parameters<typeof resolveConfig>[0],
    { ...machine(), fileExists: () => true, readFile: () => Buffer.from('echo') },
  )
  const cluster = new Cluster({
    config,
    transport: memory.anotherTransport(),
    runtimes: { memory: memory.runtime },
    onEvent: (event) => events.push(event),
    ...options,
  })
  const warnings = (): string[] => events.flatMap((event) => (event.type === 'warning' ? [event.message] : []))
  return { cluster, events, warnings }
}
