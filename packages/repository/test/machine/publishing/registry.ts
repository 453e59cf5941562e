import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A registry of packages on this machine: it takes what is published, and tells what it has. */
export interface Registry {
  readonly address: string
  /** What was published, in order, as `NAME@VERSION TAG`. */
  readonly published: readonly string[]
  close(): Promise<void>
}

/** Starts one that has some versions already, as `NAME@VERSION`. */
export async function startRegistry(has: readonly string[] = []): Promise<Registry> {
  const published: string[] = []
  const server = createServer(async (request, response) => {
    const name = decodeURIComponent((request.url ?? '').slice(1).replace(/\?.*/, ''))
    response.setHeader('content-type', 'application/json')
    if (request.method === 'PUT') {
      const { 'dist-tags': tags, versions } = JSON.parse(Buffer.concat(await request.toArray()).toString())
      for (const version of Object.keys(versions)) published.push(`${name}@${version} ${Object.keys(tags)}`)
      response.end('{}')
      return
    }
    const versions = has.filter((one) => one.startsWith(`${name}@`)).map((one) => one.slice(name.length + 1))
    if (versions.length === 0) response.statusCode = 404
    response.end(JSON.stringify(versions.length === 0 ? { error: 'not found' } : document(name, versions)))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${port}/`,
    published,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function document(name: string, versions: readonly string[]): object {
  const entries = versions.map((version) => [version, { name, version, dist: {} }])
  return { name, 'dist-tags': { latest: versions.at(-1) }, versions: Object.fromEntries(entries) }
}
