import {
  BerthError,
  type ConnectOptions,
  type HostChannels,
  type HostConnection,
  hostConnection,
  type Transport,
} from '@berth/core/adapter'

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
    // The module that starts processes is slow to load, and most clusters have no host that is this machine.
    const { LocalChannels } = await import('./local-channels.js')
    return this.#connections.get(host) ?? this.#add(host, new LocalChannels(host))
  }

  async close(): Promise<void> {
    await Promise.all([...this.#connections.values()].map((connection) => connection.close()))
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  #add(host: string, channels: HostChannels): HostConnection {
    const inner = hostConnection(host, channels)
    const close = (): Promise<void> => {
      if (this.#connections.get(host) === connection) this.#connections.delete(host)
      return inner.close()
    }
    const connection: HostConnection = { ...inner, close, [Symbol.asyncDispose]: close }
    this.#connections.set(host, connection)
    return connection
  }
}
