import type { MemoryCluster } from '@berth/memory-cluster'
import {
  type ClusterConfig,
  type ContainerInventory,
  type ContainerRuntime,
  containersToPrune,
  type InventoryOptions,
  listContainers,
  pruneContainers,
  pruneParts,
  selectHosts,
} from 'berth-cluster'

/** Everything of Berth's on hosts in memory, which have one kind of engine. */
export function memoryInventory(
  memory: MemoryCluster,
  config: ClusterConfig,
  { hosts, runtimes: _, ...options }: InventoryOptions = {},
  runtime: ContainerRuntime = memory.runtime,
): ContainerInventory {
  const asked = selectHosts(config, hosts)
  const transport = memory.anotherTransport()
  const parts = { ...options, transport, runtimes: { memory: runtime } }
  return {
    hosts: asked,
    list: (call = {}) => listContainers({ ...parts, hosts: asked, ...call }),
    toPrune: containersToPrune,
    prune: (found, call = {}) => pruneContainers(found, { ...parts, ...call }),
    pruneParts: (found, call = {}) => pruneParts(found, { ...parts, ...call }),
    close: () => transport.close(),
    [Symbol.asyncDispose]: () => transport.close(),
  }
}
