import { createServer, request, type Server } from 'node:http'
import { networkInterfaces } from 'node:os'

/** A registry that limits pulls, in front of another. */
export interface LimitedRegistry {
  /** The beginning of its images' names. */
  readonly address: string
  /** Refuses no more. */
  allow(): void
  close(): Promise<void>
}

/**
 * Puts a registry in front of another, on this machine's own address in that one's network: it refuses all manifests
 * until it is told to allow them, as registries do that are asked for too much; or answers for none, as one that
 * stalls.
 */
export async function limitedRegistry(behind: string, does: 'refuse' | 'stall' = 'refuse'): Promise<LimitedRegistry> {
  const [behindHost = '', behindPort = ''] = behind.split(':')
  let refusing = true
  const server: Server = createServer((incoming, outgoing) => {
    const { method, url = '', headers } = incoming
    if (refusing && url.includes('/manifests/')) {
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
      answer.pipe(outgoing)
    })
    forwarded.on('error', () => outgoing.destroy())
    incoming.pipe(forwarded)
  })
  const own = addressBeside(behindHost)
  await new Promise<void>((resolve) => server.listen(0, own, resolve))
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new Error('the registry has no port')
  return {
    address: `${own}:${bound.port}`,
    allow: () => {
      refusing = false
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
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
