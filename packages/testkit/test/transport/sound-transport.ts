import { EventEmitter, once } from 'node:events'
import { setImmediate as turn } from 'node:timers/promises'
import {
  BerthError,
  type Command,
  type ExecOptions,
  type ExecResult,
  type HostConnection,
  type Transport,
} from '@berth/core/adapter'
import { localTransport } from '@berth/transport-local'
import type { TransportNetwork } from '../../src/index.js'

/**
 * The local transport behind a network that can be cut, and with a fan-out of its own: it owes all that the suite
 * knows.
 */
export interface SoundSetting {
  readonly hosts: readonly [string, ...string[]]
  readonly network: TransportNetwork
  readonly execOnAll: true
  readonly factory: () => Transport
}

export function soundSetting(): SoundSetting {
  const open = new Set<HostConnection>()
  const cable = new EventEmitter().setMaxListeners(0)
  return {
    hosts: ['one', 'two'],
    execOnAll: true,
    network: {
      unreachableHost: 'nowhere',
      connections: () => open.size,
      cut: () => {
        cable.emit('cut')
      },
    },
    factory: () => networked(open, () => once(cable, 'cut')),
  }
}

function networked(open: Set<HostConnection>, cut: () => Promise<unknown>): Transport {
  const inner = localTransport()
  const connections = new Map<string, Promise<HostConnection>>()
  const connect: Transport['connect'] = async (host, { signal } = {}) => {
    const operation = 'connect'
    await turn()
    if (signal?.aborted) throw new BerthError({ code: 'BERTH_ABORTED', host, operation, message: 'aborted' })
    if (host === 'nowhere') {
      const remedy = 'Name another host.'
      throw new BerthError({
        code: 'BERTH_HOST_UNREACHABLE',
        host,
        operation,
        message: 'not there',
        remedy,
        retryable: true,
      })
    }
    const connection = connections.get(host) ?? connectAnew(host)
    connections.set(host, connection)
    return connection
  }
  const connectAnew = async (host: string): Promise<HostConnection> => {
    const local = await inner.connect(host)
    const close = (): Promise<void> => {
      open.delete(connection)
      connections.delete(host)
      return local.close()
    }
    const exec: HostConnection['exec'] = (command, options) => Promise.race([...lossy(local, cut(), command, options)])
    const connection = { ...local, exec, close, [Symbol.asyncDispose]: close }
    open.add(connection)
    return connection
  }
  const close = async (): Promise<void> => {
    for (const connection of connections.values()) open.delete(await connection)
    await inner.close()
  }
  const execOnAll = async (commands: ReadonlyMap<string, Command>, options?: ExecOptions) =>
    new Map(
      await Promise.all(
        [...commands].map(async ([host, command]): Promise<[string, ExecResult | Error]> => {
          const result = connect(host).then((connection) => connection.exec(command, options))
          return [host, await result.catch((error: Error) => error)]
        }),
      ),
    )
  return { name: 'sound', connect, execOnAll, close, [Symbol.asyncDispose]: close }
}

/** The command's own end, and that of its connection. */
function* lossy(
  local: HostConnection,
  cut: Promise<unknown>,
  command: Command,
  options?: ExecOptions,
): Generator<Promise<ExecResult>> {
  const printed = { stdout: '', stderr: '' }
  yield local.exec(command, {
    ...options,
    onOutput: (stream, chunk) => {
      printed[stream] += Buffer.from(chunk).toString()
      return options?.onOutput?.(stream, chunk)
    },
  })
  yield cut.then(() => ({
    ...{ host: local.host, exitCode: null, signal: null, truncated: false, duration: 1 },
    ...{ endedBy: 'lost', ...printed },
  }))
}
