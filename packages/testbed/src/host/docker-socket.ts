import { request } from 'node:http'

/** Milliseconds that an engine has for an answer. */
const patience = 30_000

/**
 * Asks a Docker engine through its socket: what its command line does, without the cost of starting that. Rejects where
 * it answers with an error, or not within 30 seconds.
 */
export function askDocker(socketPath: string, method: 'GET' | 'DELETE', path: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const asking = request({ socketPath, method, path, headers: { Host: 'docker' }, timeout: patience }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('error', reject)
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        const status = answer.statusCode ?? 0
        if (status >= 400) reject(new Error(`${method} ${path}: ${status} ${text}`))
        else resolve(text === '' ? null : JSON.parse(text))
      })
    })
    asking.on('timeout', () => asking.destroy(new Error(`${method} ${path}: no answer within ${patience / 1000} s`)))
    asking.on('error', reject).end()
  })
}
