import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type Server } from 'node:http'
import { networkInterfaces } from 'node:os'
import { pipeline } from 'node:stream'

/** A registry that limits pulls, in front of another. */
export interface LimitedRegistry {
  /** The beginning of its images' names. */
  readonly address: string
  /** Refuses no more, and holds nothing back any more. */
  allow(): void
  close(): Promise<void>
}

/**
 * Puts a registry in front of another, on this machine's own address in that one's network: it refuses all manifests
 * until it is told to allow them, as registries do that are asked for too much; or answers for none, as one that
 * stalls; or holds the last bytes of all layers back. The one behind it knows who asked. Its port is a free one where
 * none is given.
 */
export async function limitedRegistry(
  behind: string,
  does: 'refuse' | 'stall' | 'hold' = 'refuse',
  port = 0,
): Promise<LimitedRegistry> {
  const [behindHost = '', behindPort = ''] = behind.split(':')
  const allowed = new AbortController()
  const server: Server = createServer((incoming, outgoing) => {
    const { method, url = '' } = incoming
    const headers = { ...incoming.headers, 'x-forwarded-for': incoming.socket.remoteAddress?.replace('::ffff:', '') }
    if (does !== 'hold' && !allowed.signal.aborted && url.includes('/manifests/')) {
      if (does === 'stall') return
      outgoing.writeHead(429, { 'content-type': 'application/json', 'retry-after': '2' })
      // As a large public registry says it: engines hand on these words, and not the header.
      outgoing.end(
        JSON.stringify({ errors: [{ code: 'TOOMANYREQUESTS', message: 'retry-after: 4.2s, allowed: 2/minute' }] }),
      )
      return
    }
    const forwarded = request({ host: behindHost, port: behindPort, method, path: url, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      const at = does === 'hold' ? holdAt(answer) : null
      if (at === null) answer.pipe(outgoing)
      else pipeline(answer, heldBack(at, allowed.signal), outgoing, () => undefined)
    })
    forwarded.on('error', () => outgoing.destroy())
    incoming.pipe(forwarded)
  })
  const own = addressBeside(behindHost)
  await new Promise<void>((resolve) => server.listen(port, own, resolve))
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new Error('the registry has no port')
  return {
    address: `${own}:${bound.port}`,
    allow: () => allowed.abort(),
    close: () =>
      new Promise((resolve) => {
        allowed.abort()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Bytes at the end of a layer that are held back. */
const lastBytes = 2000

/** Bytes up to which a blob is no layer. */
const noLayer = 100_000

/** Where a registry's answer is held back; null where it is not. */
function holdAt(answer: IncomingMessage): number | null {
  const length = Number(answer.headers['content-length'] ?? 0)
  return length > noLayer ? length - lastBytes : null
}

/** Lets so many bytes through, and the others once they are allowed. */
function heldBack(at: number, allowed: AbortSignal) {
  let came = 0
  return async function* (pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of pieces) {
      const free = Math.max(0, Math.min(piece.length, at - came))
      came += piece.length
      yield piece.subarray(0, free)
      if (free === piece.length) continue
      if (!allowed.aborted) await once(allowed, 'abort')
      yield piece.subarray(free)
    }
  }
}

/** This machine's own address in the network of another. */
function addressBeside(address: string): string {
  const network = address.slice(0, address.lastIndexOf('.') + 1)
  const own = Object.values(networkInterfaces()).flatMap((each) => each ?? [])
  const found = own.find((each) => each.address.startsWith(network))
  if (found === undefined) throw new Error(`this machine has no address in ${network}0/24`)
  return found.address
}
