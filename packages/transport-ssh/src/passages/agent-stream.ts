import { Duplex } from 'node:stream'

/** Bytes of the longest message that an agent is sent here. */
const longest = 64 * 1024

/**
 * The side of an agent that a client talks to: gives each message, without its length, to `answer`, and sends what that
 * resolves with, one after the other. A client that sends what is too long is hung up on. `answer` must not reject.
 */
export function agentStream(answer: (message: Buffer) => Promise<Buffer>): Duplex {
  let heard = Buffer.alloc(0)
  const take = async (stream: Duplex): Promise<void> => {
    while (heard.length >= 4) {
      const end = 4 + heard.readUInt32BE(0)
      if (end > longest) throw new Error('the message is too long')
      if (heard.length < end) return
      const message = heard.subarray(4, end)
      heard = heard.subarray(end)
      const said = await answer(message)
      const length = Buffer.alloc(4)
      length.writeUInt32BE(said.length)
      stream.push(Buffer.concat([length, said]))
    }
  }
  return new Duplex({
    read: () => undefined,
    write(chunk: Buffer, _encoding, done) {
      heard = Buffer.concat([heard, chunk])
      take(this).then(() => done(), done)
    },
    final(done) {
      this.push(null)
      done()
    },
  })
}
