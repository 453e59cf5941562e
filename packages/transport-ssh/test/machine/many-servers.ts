import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import ssh2, { type AuthContext } from 'ssh2'
import { ed25519Keys } from '../generated-keys.js'

/** SSH servers in this process, on ports of the loopback interface, that let everybody in who has a password. */
export interface ManyServers {
  readonly ports: readonly number[]
  /** Logins of each server, in the order of its ports. */
  logins(): readonly number[]
  /**
   * The most handshakes that were under way at once, over all servers: begun by the client's identification, and not
   * logged in.
   */
  mostHandshakes(): number
  /** The most connections of one server that were open at once and not logged in, in the order of its ports. */
  mostStartups(): readonly number[]
  /** Connections that are open, over all servers. */
  open(): number
  stop(): Promise<void>
}

/** A number of things that come and go, and the highest that it was. */
class Gauge {
  now = 0
  most = 0

  /** Counts one more; the function that it gives counts it off again, once. */
  add(): () => void {
    this.now += 1
    this.most = Math.max(this.most, this.now)
    let counted = true
    return () => {
      if (counted) this.now -= 1
      counted = false
    }
  }
}

/** Starts that many servers. They share one host key, since making and reading keys is not what is tested. */
export async function startManyServers(count: number): Promise<ManyServers> {
  const { private: hostKey } = ed25519Keys()
  const handshakes = new Gauge()
  const open = new Gauge()
  const sockets = new Set<Socket>()
  const logins = Array.from({ length: count }, () => 0)
  const startups = logins.map(() => new Gauge())
  const serve = (index: number): Server => {
    /** Called once the client on that port is logged in. */
    const onLogin = new Map<number, () => void>()
    const protocol = new ssh2.Server({ hostKeys: [hostKey] }, (client, { port }) => {
      const done = handshakes.add()
      client.on('authentication', (context: AuthContext) => {
        if (context.method === 'password') context.accept()
        else context.reject(['password'])
      })
      client.on('ready', () => {
        done()
        onLogin.get(port)?.()
      })
      client.on('close', done)
      client.on('error', () => undefined)
    })
    return createServer((socket) => {
      const { remotePort = 0 } = socket
      const started = startups[index]?.add()
      const closed = open.add()
      sockets.add(socket)
      onLogin.set(remotePort, () => {
        started?.()
        logins[index] = (logins[index] ?? 0) + 1
      })
      socket.on('error', () => undefined)
      socket.once('close', () => {
        started?.()
        closed()
        sockets.delete(socket)
        onLogin.delete(remotePort)
      })
      protocol.injectSocket(socket)
    }).listen(0, '127.0.0.1')
  }
  const listeners = logins.map((_, index) => serve(index))
  await Promise.all(listeners.map((listener) => once(listener, 'listening')))
  return {
    ports: listeners.map(portOf),
    logins: () => logins,
    mostHandshakes: () => handshakes.most,
    mostStartups: () => startups.map(({ most }) => most),
    open: () => open.now,
    async stop() {
      for (const socket of sockets) socket.destroy()
      await Promise.all(listeners.map((listener) => new Promise((resolve) => listener.close(resolve))))
    },
  }
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}
