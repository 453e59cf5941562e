import { connect } from 'node:net'

/** Bytes of the longest answer that agents give. */
const longest = 256 * 1024

/**
 * Asks an ssh-agent one thing and gives its answer. Rejects where the agent cannot be reached, or hangs up. An agent
 * that does not answer is waited for until the signal aborts; it does not keep the process from ending.
 */
export function askAgent(path: string, message: Buffer, signal: AbortSignal): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const socket = connect({ path, signal })
    socket.unref()
    let heard = Buffer.alloc(0)
    const fail = (reason: string, cause?: unknown): void => {
      reject(new Error(`${reason} (${path})`, { cause }))
      socket.destroy()
    }
    socket.once('connect', () => {
      const length = Buffer.alloc(4)
      length.writeUInt32BE(message.length)
      socket.write(Buffer.concat([length, message]))
    })
    socket.on('data', (chunk) => {
      heard = Buffer.concat([heard, chunk])
      if (heard.length < 4) return
      const end = 4 + heard.readUInt32BE(0)
      if (end > longest) return fail('The agent says too much')
      if (heard.length < end) return
      resolve(heard.subarray(4, end))
      socket.destroy()
    })
    socket.on('error', (error: NodeJS.ErrnoException) => {
      const code = error.code === undefined ? '' : `: ${error.code}`
      fail(`Failed to connect to agent${code}`, error)
    })
    socket.once('close', () => fail('The agent hung up'))
  })
}
