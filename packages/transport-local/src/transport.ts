import {
  BerthError,
  type ConnectOptions,
  type HostConnection,
  hostConnection,
  type Transport,
} from '@berth/core/adapter'
import { LocalChannels } from './local-channels.js'

/** Commands on this machine. */
export class LocalTransport implements Transport {
  readonly name = 'local'
  readonly #connections = new Map<string, HostConnection>()

  async connect(host: string, { signal }: ConnectOptions = {}): Promise<HostConnection> {
    if (signal?.aborted) {
      throw new BerthError({
        code: 'BERTH_ABORTED',
        host,
        operation: 'connect',
        message: 'aborted before the connection was made',
        cause: signal.reason,
      })
    }
    return this.#connections.get(host) ?? this.#add(host)
  }

  async close(): Promise<void> {
    await Promise.all([...this.#connections.values()].map((connection) => connection.close()))
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  #add(host: string): HostConnection {
    const inner = hostConnection(host, new LocalChannels(host))
    const close = (): Promise<void> => {
      if (this.#connections.get(host) === connection) this.#connections.delete(host)
      return inner.close()
    }
    const connection: HostConnection = { ...inner, close, [Symbol.asyncDispose]: close }
    this.#connections.set(host, connection)
    return connection
  }
}
