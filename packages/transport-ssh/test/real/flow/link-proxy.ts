import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

/** A TCP proxy before a server on the loopback interface. */
export interface LinkProxy {
  readonly port: number
  /** Bytes that came from the server so far, over all connections. */
  fromServer(): number
  /** Bytes that went to the server so far, over all connections. */
  toServer(): number
  stop(): Promise<void>
}

/** How a {@link LinkProxy} differs from a wire. */
export interface LinkProxyOptions {
  /** Bytes a second that pass to the server, over all connections. Default is no limit. */
  readonly upload?: number
}

/** Bytes that a proxy holds of what is on its way to the server, so that a slow link is felt by the sender. */
const held = 16 * 1024

export async function startLinkProxy(serverPort: number, { upload }: LinkProxyOptions = {}): Promise<LinkProxy> {
  const sockets = new Set<Socket>()
  let fromServer = 0
  let toServer = 0
  /** The time at which the link to the server is free again. */
  let free = performance.now()
  const passSlowly = async (client: Socket, server: Socket, rate: number): Promise<void> => {
    for await (const chunk of client) {
      for (let sent = 0; sent < chunk.length; sent += held) {
        const piece = chunk.subarray(sent, sent + held)
        free = Math.max(free, performance.now()) + (piece.length / rate) * 1000
        await delay(free - performance.now())
        server.write(piece)
        toServer += piece.length
      }
    }
    server.end()
  }
  const listener = createServer({ highWaterMark: held }, (client) => {
    const server = connect(serverPort, '127.0.0.1').setNoDelay(true)
    client.setNoDelay(true)
    for (const socket of [client, server]) {
      sockets.add(socket)
      socket.on('error', () => undefined).once('close', () => sockets.delete(socket))
    }
    server.on('data', (chunk: Buffer) => {
      fromServer += chunk.length
    })
    server.pipe(client)
    client.once('close', () => server.destroy())
    if (upload !== undefined) passSlowly(client, server, upload).catch(() => server.destroy())
    else {
      client.on('data', (chunk: Buffer) => {
        toServer += chunk.length
      })
      client.pipe(server)
    }
  }).listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const address = listener.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    fromServer: () => fromServer,
    toServer: () => toServer,
    async stop() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => listener.close(resolve))
    },
  }
}
