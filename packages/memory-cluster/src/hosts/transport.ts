import { BerthError, type HostConnection, type Transport } from '@berth/core/adapter'
import { type ConnectionParts, memoryConnection } from './connection.js'
import type { MemoryHost } from './host.js'

/** What the transport takes from its cluster. */
export interface MemoryTransportParts extends Omit<ConnectionParts, 'host' | 'onLost'> {
  readonly hosts: ReadonlyMap<string, MemoryHost>
}

/** The transport to hosts in memory: named `memory`. */
export function memoryTransport({ hosts, answer, onChange }: MemoryTransportParts): Transport {
  const connections = new Map<string, HostConnection>()

  const open = (name: string): HostConnection => {
    const known = connections.get(name)
    if (known !== undefined) return known
    const host = hosts.get(name)
    if (host === undefined || !host.reachable)
      throw unreachable(name, host === undefined ? 'no such host' : 'the host was cut off')
    const forget = (): void => {
      if (connections.get(name) === listed) connections.delete(name)
    }
    const connection = memoryConnection({ host, answer, onChange, onLost: forget })
    const close = async (): Promise<void> => {
      forget()
      await connection.close()
    }
    const listed: HostConnection = { ...connection, close, [Symbol.asyncDispose]: close }
    connections.set(name, listed)
    return listed
  }

  const close = async (): Promise<void> => {
    await Promise.all([...connections.values()].map((connection) => connection.close()))
  }

  return {
    name: 'memory',
    connect: (host, { signal } = {}) =>
      answer(host, 'connect', async () => {
        if (signal?.aborted) throw aborted(host, signal.reason)
        return open(host)
      }),
    close,
    [Symbol.asyncDispose]: close,
  }
}

function unreachable(host: string, message: string): BerthError {
  const remedy = 'Name it in memoryCluster, or restore it in the test.'
  return new BerthError({
    code: 'BERTH_HOST_UNREACHABLE',
    host,
    operation: 'connect',
    message,
    remedy,
    retryable: true,
  })
}

function aborted(host: string, cause: unknown): BerthError {
  return new BerthError({ code: 'BERTH_ABORTED', host, operation: 'connect', message: 'aborted', cause })
}
