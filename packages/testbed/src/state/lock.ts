import { createServer, type Server } from 'node:net'
import { TestbedError } from '../contract/testbed-error.js'

function tryBind(name: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined)
      else reject(error)
    })
    server.listen(`\0berth-testbed/${name}`, () => {
      server.unref()
      resolve(server)
    })
  })
}

/**
 * Does `work` while holding the machine-wide lock `name`. The lock is an abstract unix socket, which the kernel frees
 * when its holder dies: there is none to go stale.
 */
export async function withLock<T>(name: string, work: () => Promise<T>, patience = 600_000): Promise<T> {
  const end = Date.now() + patience
  let server = await tryBind(name)
  while (server === undefined) {
    if (Date.now() > end) {
      throw new TestbedError(
        `Another process has held the testbed lock "${name}" for ${patience / 1000} s; end it first.`,
      )
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
    server = await tryBind(name)
  }
  try {
    return await work()
  } finally {
    const held = server
    await new Promise((resolve) => held.close(resolve))
  }
}
