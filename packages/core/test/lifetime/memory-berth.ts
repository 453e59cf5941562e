import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Cluster, type ClusterOptions } from '../../src/cluster/index.js'
import { resolveConfig } from '../../src/config/index.js'
import type { ClusterEvent } from '../../src/lifetime/index.js'
import { machine } from '../config/resolve.js'
import type { MemoryCluster } from './memory-cluster.js'
import { memoryRuntime, memoryTransport } from './memory-runtime.js'

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
      node_dict: Object.fromEntries([...memory.engines.keys()].map((host) => [host, {}])),
      username: 'ann',
      container: {
        image: 'lab:1',
        name: 'lab',
        lifetime: 'per_run',
        setup_script: false,
        runtime: { name: 'memory', args: { defaults: 'none' } },
        ...container,
      },
    } as Parameters<typeof resolveConfig>[0],
    { ...machine(), fileExists: () => true },
  )
  const cluster = new Cluster({
    config,
    transport: memoryTransport(memory),
    runtimes: { memory: memoryRuntime(memory) },
    onEvent: (event) => events.push(event),
    ...options,
  })
  const warnings = (): string[] => events.flatMap((event) => (event.type === 'warning' ? [event.message] : []))
  return { cluster, events, warnings }
}

/** Path of a setup script that is really there. */
export function setupScriptFile(): string {
  const path = join(mkdtempSync(join(tmpdir(), 'berth-')), 'setup.sh')
  writeFileSync(path, 'echo set up\n')
  return path
}

/** What a promise rejects with; throws if it does not. */
export async function rejection<Kind extends Error>(promise: Promise<unknown>): Promise<Kind> {
  const outcome = await promise.then(
    () => ({ ok: true }) as const,
    (error: Kind) => ({ ok: false, error }) as const,
  )
  if (outcome.ok) throw new TypeError('It did not reject')
  return outcome.error
}
