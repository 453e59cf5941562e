import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import ssh2, { type AuthContext, type Connection } from 'ssh2'
import { ed25519Keys } from '../generated-keys.js'

/** What a hostile server does with whoever connects; it says its words wherever the protocol has a place for words. */
export type Hostility =
  /** Says words in the place of its identification, and hangs up. */
  | 'words in place of SSH'
  /** Greets, hangs up before the login, with words. */
  | 'disconnect before the login'
  /** Greets, shows a banner, asks questions, and lets nobody in. */
  | 'questions'
  /** Greets, shows a banner, hangs up during the login, with words. */
  | 'disconnect in the login'
  /** Lets everybody in, and opens no session. */
  | 'no session'
  /** Lets everybody in, and answers every command with words on both streams, and a signal that has words. */
  | 'words in place of a command'

export interface HostileServer {
  readonly port: number
  stop(): Promise<void>
}

/** The inside of ssh2 that a server needs to say what ssh2 itself never says. */
interface Protocol {
  readonly _packetRW: {
    readonly write: { readonly allocStart: number; alloc(bytes: number): Buffer; finalize(packet: Buffer): Buffer }
  }
  readonly _cipher: { encrypt(packet: Buffer): void }
  channelOpenFail(channel: number, reason: number, description: string): void
}

const [messageDisconnect, messageRequest] = [1, 98]

/** Starts a server on the loopback interface. Its words are bytes, of any kind. */
export async function startHostileServer(hostility: Hostility, words: Buffer): Promise<HostileServer> {
  const { private: hostKey } = ed25519Keys()
  const text = words.toString()
  const protocol = new ssh2.Server({ hostKeys: [hostKey], greeting: firstLines(text), banner: text }, (client) => {
    client.on('error', () => undefined)
    client.on('handshake', () => {
      if (hostility === 'disconnect before the login') disconnect(client, words)
    })
    client.on('authentication', (context: AuthContext) => {
      if (hostility === 'disconnect in the login') disconnect(client, words)
      else if (hostility !== 'questions') context.accept()
      else if (context.method !== 'keyboard-interactive') context.reject(['keyboard-interactive'])
      else
        context.prompt(
          [
            { prompt: text, echo: true },
            { prompt: `one-time code ${text}`, echo: false },
          ],
          text,
          text,
          () => context.reject(['keyboard-interactive']),
        )
    })
    client.on('session', (accept) => {
      const session = accept()
      session.on('env', (yes) => yes?.())
      session.on('exec', (yes) => {
        const stream = yes()
        stream.write(words)
        stream.stderr.write(words)
        sendPacket(client, signalled(0, words))
        stream.end()
      })
    })
    if (hostility === 'no session') refuseSessions(client, text)
  })
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    if (hostility === 'words in place of SSH') socket.end(firstLines(text))
    else protocol.injectSocket(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return {
    port: address.port,
    stop: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Lines before the identification; ssh2 as a client takes carriage returns at the ends of lines alone. */
function firstLines(text: string): string {
  return `${text.replaceAll('\r', '').replaceAll('\n', '\r\n')}\r\n`
}

function inside(client: Connection): Protocol {
  return (client as unknown as { readonly _protocol: Protocol })._protocol
}

function refuseSessions(client: Connection, text: string): void {
  const handlers = inside(client) as unknown as { _handlers: Record<string, unknown> }
  handlers._handlers.CHANNEL_OPEN = (_protocol: unknown, { sender }: { readonly sender: number }): void =>
    inside(client).channelOpenFail(sender, 2, text)
}

function disconnect(client: Connection, words: Buffer): void {
  sendPacket(client, Buffer.concat([Buffer.of(messageDisconnect), number(11 - 9), string(words), string(Buffer.of())]))
  client.end()
}

function signalled(channel: number, words: Buffer): Buffer {
  const name = Buffer.concat([Buffer.from('TERM'), words])
  return Buffer.concat([
    Buffer.of(messageRequest),
    number(channel),
    string(Buffer.from('exit-signal')),
    Buffer.of(0),
    string(name),
    Buffer.of(0),
    string(words),
    string(Buffer.of()),
  ])
}

function sendPacket(client: Connection, payload: Buffer): void {
  const { _packetRW, _cipher } = inside(client)
  const at = _packetRW.write.allocStart
  const packet = _packetRW.write.alloc(payload.length)
  packet.set(payload, at)
  _cipher.encrypt(_packetRW.write.finalize(packet))
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

function string(bytes: Buffer): Buffer {
  return Buffer.concat([number(bytes.length), bytes])
}
