import childProcess, { ChildProcess } from 'node:child_process'
import { Socket as DatagramSocket } from 'node:dgram'
import { syncBuiltinESMExports } from 'node:module'
import { Server, Socket } from 'node:net'
import { afterEach } from 'vitest'

const trespasses: Error[] = []

/** What was refused since the last call, the first of it first. */
export function takeTrespasses(): Error[] {
  return trespasses.splice(0)
}

function refuse(act: string): () => never {
  return () => {
    const error = new Error(`A pure test ${act}: move the test to test/machine of its package.`)
    trespasses.push(error)
    throw error
  }
}

const process = refuse('starts a process')
const connection = refuse('opens a socket')
const listener = refuse('listens on a socket')

// All that Node has is built on these: `fork` and `execFile` on the `spawn` of a child process; `tls`, `http`, `http2`
// and `fetch` on the sockets of `net`.
Object.assign(ChildProcess.prototype, { spawn: process })
Object.assign(childProcess, { spawnSync: process, execSync: process, execFileSync: process })
Object.assign(Socket.prototype, { connect: connection })
Object.assign(Server.prototype, { listen: listener })
Object.assign(DatagramSocket.prototype, { bind: listener, connect: connection, send: connection })
syncBuiltinESMExports()

// What a test makes of the refusal, a result that failed for example, must not hide it.
afterEach(() => {
  for (const error of takeTrespasses()) throw error
})
