import { request } from 'node:http'

/** Asks a Docker engine through its socket: what its command line does, without the cost of starting that. */
export function askDocker(socketPath: string, method: 'GET' | 'DELETE', path: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const asking = request({ socketPath, method, path, headers: { Host: 'docker' } }, (answer) => {
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
    asking.on('error', reject).end()
  })
}
