import { once } from 'node:events'
import { createServer, type Socket, connect as toServer } from 'node:net'

/** To this side: `down`; to the host: `up`. */
export type Way = 'down' | 'up'

/** A proxy in front of an sshd that cuts its connections after so many bytes. */
export interface CutProxy {
  readonly port: number
  /** Bytes that have passed since the last call of `cutAfter`. */
  passed(way: Way): number
  /** Counts from now on, and cuts all connections once so many bytes have passed this way; null: counts alone. */
  cutAfter(way: Way, bytes: number | null): void
  close(): Promise<void>
}

/** Starts a proxy on a free port of the loopback interface. */
export async function startCutProxy(sshdPort: number): Promise<CutProxy> {
  const pairs = new Set<readonly [Socket, Socket]>()
  let counted: Record<Way, number> = { down: 0, up: 0 }
  let limit: { readonly way: Way; readonly bytes: number } | null = null
  const cut = (last?: { readonly to: Socket; readonly bytes: Buffer }): void => {
    limit = null
    for (const sockets of pairs) {
      for (const socket of sockets) {
        // What had passed before the cut arrives.
        if (socket === last?.to) socket.end(last.bytes)
        else socket.destroy()
      }
    }
    pairs.clear()
  }
  const pass = (way: Way, from: Socket, to: Socket): void => {
    from.on('data', (bytes: Buffer) => {
      const left = limit?.way === way ? limit.bytes - counted[way] : Number.POSITIVE_INFINITY
      counted[way] += bytes.length
      if (bytes.length < left) to.write(bytes)
      else cut({ to, bytes: bytes.subarray(0, left) })
    })
    for (const event of ['error', 'close'] as const) from.on(event, () => to.destroy())
  }
  const server = createServer((client) => {
    const host = toServer(sshdPort, '127.0.0.1')
    for (const socket of [client, host]) socket.setNoDelay(true)
    pairs.add([client, host])
    pass('up', client, host)
    pass('down', host, client)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port')
  return {
    port: address.port,
    passed: (way) => counted[way],
    cutAfter(way, bytes) {
      counted = { down: 0, up: 0 }
      limit = bytes === null ? null : { way, bytes }
    },
    async close() {
      cut()
      server.close()
      await once(server, 'close')
    },
  }
}
