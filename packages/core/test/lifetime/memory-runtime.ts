import {
  type Command,
  type ContainerRuntime,
  defineCapabilities,
  type ExecResult,
  type HostConnection,
  type Transport,
} from '../../src/contract/index.js'
import { fault, type MemoryCluster, type ProvisioningClaim } from './memory-cluster.js'
import { now } from './observations.js'

/** A runtime over hosts in memory. Every exec succeeds. */
export function memoryRuntime(
  cluster: MemoryCluster,
  capabilities: Partial<ContainerRuntime['capabilities']> = {},
): ContainerRuntime {
  const engineOf = ({ host }: HostConnection) => cluster.engine(host)
  return {
    name: 'memory',
    capabilities: defineCapabilities(capabilities),
    observe: (host, { name }, options) =>
      cluster.answer(host.host, 'observe', options?.signal, () => engineOf(host).observe(name)),
    ensureImage: (host, { reference, pull }, options) =>
      cluster.answer(host.host, 'image', options?.signal, () => {
        cluster.sources.push(`${host.host} ${reference} ${pull}`)
        const engine = engineOf(host)
        engine.localImage ??= engine.registryImage
        return engine.localImage
      }),
    async launch(host, spec, options) {
      cluster.changes.push(`launch ${host.host}`)
      const { id } = await cluster.answer(host.host, 'launch', options?.signal, () => {
        const created = engineOf(host).create(spec)
        if (created === null) throw fault('BERTH_NAME_TAKEN', host.host, 'launch')
        return created
      })
      return cluster.answer(host.host, 'start', undefined, () => {
        const startedAt = new Date(now * 1000).toISOString()
        if (!engineOf(host).change(id, { state: 'running', startedAt }))
          throw fault('BERTH_LAUNCH_FAILED', host.host, 'launch')
        return { id, startedAt }
      })
    },
    restart(host, { id }, options) {
      cluster.changes.push(`restart ${host.host} ${id}`)
      return cluster.answer(host.host, 'restart', options?.signal, () => {
        if (!engineOf(host).change(id, { state: 'running' })) throw fault('BERTH_RESTART_FAILED', host.host, 'restart')
      })
    },
    remove(host, { id }, options) {
      cluster.changes.push(`remove ${host.host} ${id}`)
      return cluster.answer(host.host, 'remove', options?.signal, () => engineOf(host).remove(id))
    },
    exec: (host, id, command, options) =>
      cluster.answer(host.host, 'exec', options?.signal, () => {
        const claim = provisioningClaim(command)
        if (claim === null) return ended(host.host, `in ${id}\n`)
        const { report, marker } = cluster.setUp(host.host, id, claim)
        options?.onOutput?.('stdout', Buffer.from(`${claim.prefix}${report}\n`))
        if (marker !== null) engineOf(host).change(id, { marker })
        return { ...ended(host.host, ''), exitCode: report === 'claimed' && marker === null ? 3 : 0 }
      }),
    list: (host, labels, options) =>
      cluster.answer(host.host, 'list', options?.signal, () =>
        [...engineOf(host).containers.values()].filter((container) =>
          Object.entries(labels).every(([name, value]) => container.labels[name] === value),
        ),
      ),
  }
}

/** A transport to hosts in memory, whose own commands all answer as the question for a host's facts is answered: none of the paths is there. */
export function memoryTransport(cluster: MemoryCluster): Transport {
  const connections = new Map<string, HostConnection>()
  const close = async (): Promise<void> => connections.clear()
  return {
    name: 'memory',
    async connect(host, options) {
      await cluster.answer(host, 'connect', options?.signal, () => cluster.engine(host))
      const connection = connections.get(host) ?? memoryConnection(cluster, host)
      connections.set(host, connection)
      return connection
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

function memoryConnection(cluster: MemoryCluster, host: string): HostConnection {
  const close = async (): Promise<void> => undefined
  return {
    host,
    exec: (_command, options) => cluster.answer(host, 'facts', options?.signal, () => ended(host, `now ${now}\0end\0`)),
    putFile: async () => undefined,
    getFile: async () => new Uint8Array(),
    close,
    [Symbol.asyncDispose]: close,
  }
}

function ended(host: string, stdout: string): ExecResult {
  return { host, exitCode: 0, signal: null, endedBy: 'exit', stdout, stderr: '', truncated: false, duration: 1 }
}

/** What the program of `provisionProgram` would claim; null for any other command. */
function provisioningClaim(command: Command): ProvisioningClaim | null {
  const [, , , , , prefix = '', , , , , done = ''] = typeof command === 'string' ? [] : command
  return prefix.startsWith('berth-provision-') ? { prefix, marker: `${done},"at":${now}}` } : null
}
