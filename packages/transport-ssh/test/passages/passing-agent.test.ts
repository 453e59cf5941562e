import { createPublicKey, verify } from 'node:crypto'
import ssh2, { type ParsedKey } from 'ssh2'
import { describe, expect, it } from 'vitest'
import { signRequest } from '../../src/login/agent/messages.js'
import { FieldReader, field } from '../../src/login/fields.js'
import { agentStream } from '../../src/passages/agent-stream.js'
import { PassingAgent } from '../../src/passages/passing-agent.js'
import { ed25519Keys } from '../generated-keys.js'

const text = (words: string): Buffer => field(Buffer.from(words))
const never = new AbortController().signal

function keyOf(text: string): ParsedKey {
  const parsed = ssh2.utils.parseKey(text)
  if (parsed instanceof Error) throw parsed
  return parsed
}

const mine = keyOf(ed25519Keys().private)
const other = keyOf(ed25519Keys().private)
const hostKey = Buffer.from('the key of a host')

interface Asked {
  readonly username?: string
  readonly service?: string
  readonly method?: string
  readonly key?: ParsedKey
  readonly host?: Buffer
  readonly algorithm?: string
  readonly rest?: Buffer
}

/** What ssh signs to log in. */
function loginOf({
  username = 'ann',
  service = 'ssh-connection',
  method = 'publickey-hostbound-v00@openssh.com',
  key = mine,
  host = hostKey,
  algorithm = 'ssh-ed25519',
  rest = Buffer.alloc(0),
}: Asked = {}): Buffer {
  const session = text('id of the session')
  const words = [text(username), text(service), text(method), Buffer.of(1), text(algorithm), field(key.getPublicSSH())]
  return Buffer.concat([session, Buffer.of(50), ...words, field(host), rest])
}

function agentFor(key: ParsedKey = mine): { readonly agent: PassingAgent; readonly take: () => void } {
  const agent = new PassingAgent()
  return { agent, take: agent.allow({ username: 'ann', key, hostKey }) }
}

const ask = (agent: PassingAgent, asked: Asked, blob = (asked.key ?? mine).getPublicSSH()): Promise<Buffer> =>
  agent.answer(signRequest(blob, loginOf(asked), 0), never)

const failure = Buffer.of(5)

/** The algorithm and the signature of an answer. */
function signatureIn(answer: Buffer): { readonly algorithm: string; readonly signature: Buffer } {
  expect(answer[0]).toBe(14)
  const reader = new FieldReader(new FieldReader(answer, 1).field(), 0)
  return { algorithm: reader.field().toString(), signature: reader.field() }
}

describe('the agent that hosts may ask', () => {
  it('signs the login that is allowed, once, and shows its key until then', async () => {
    const { agent, take } = agentFor()
    const { algorithm, signature } = signatureIn(await ask(agent, {}))
    expect([algorithm, mine.verify(loginOf(), signature)]).toEqual(['ssh-ed25519', true])
    expect(await ask(agent, {})).toEqual(failure)
    expect(await agent.answer(Buffer.of(11), never)).toEqual(Buffer.of(12, 0, 0, 0, 0))
    take()
  })

  it('signs nothing that is not allowed any more', async () => {
    const { agent, take } = agentFor()
    expect((await agent.answer(Buffer.of(11), never)).includes(mine.getPublicSSH())).toBe(true)
    take()
    take()
    expect(await ask(agent, {})).toEqual(failure)
    expect(await agent.answer(Buffer.of(11), never)).toEqual(Buffer.of(12, 0, 0, 0, 0))
  })

  it.each<[string, Asked]>([
    ['another user', { username: 'root' }],
    ['another host', { host: Buffer.from('the key of another one') }],
    ['another key', { key: other }],
    ['a login that any host takes, as older ones ask for', { method: 'publickey' }],
    ['something else than a login', { service: 'ssh-userauth' }],
    ['a login and more', { rest: Buffer.from('x') }],
    ['an algorithm that is none', { algorithm: 'ssh-rsa' }],
  ])('signs nothing for %s', async (_title, asked) => {
    expect(await ask(agentFor().agent, asked)).toEqual(failure)
  })

  it('signs nothing by a key that is not the one in what is signed, and no other message', async () => {
    const { agent } = agentFor()
    expect(await ask(agent, {}, other.getPublicSSH())).toEqual(failure)
    for (const message of [Buffer.alloc(0), Buffer.of(13), Buffer.of(17, 1), Buffer.of(27, 0, 0, 0, 1), Buffer.of(19)])
      expect(await agent.answer(message, never)).toEqual(failure)
  })

  it.each([
    ['ecdsa', 256, 'ecdsa-sha2-nistp256', 'sha256'],
    ['ecdsa', 521, 'ecdsa-sha2-nistp521', 'sha512'],
    ['rsa', 2048, 'rsa-sha2-512', 'sha512'],
  ] as const)('signs by keys of %s with %i bits', async (type, bits, algorithm, hash) => {
    const key = keyOf(ssh2.utils.generateKeyPairSync(type, { bits }).private)
    const { agent } = agentFor(key)
    const answered = signatureIn(await ask(agent, { key, algorithm }))
    expect(answered.algorithm).toBe(algorithm)
    const publicKey = createPublicKey(key.getPublicPEM())
    if (type === 'rsa')
      return expect(verify(hash, loginOf({ key, algorithm }), publicKey, answered.signature)).toBe(true)
    const numbers = new FieldReader(answered.signature, 0)
    const length = Math.ceil(bits / 8)
    const halves = [numbers.field(), numbers.field()].map((number) => {
      // Not negative, and no byte too many.
      expect((number[0] ?? 0) & 0x80).toBe(0)
      if (number[0] === 0) expect((number[1] ?? 0) & 0x80).toBe(0x80)
      return Buffer.concat([Buffer.alloc(length), number]).subarray(-length)
    })
    const signature = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const
    expect(verify(hash, loginOf({ key, algorithm }), signature, Buffer.concat(halves))).toBe(true)
  })
})

describe('what a host sends to the agent', () => {
  const framed = (message: string): Buffer => field(Buffer.from(message))

  it('is answered message by message, in whatever pieces it comes', async () => {
    const stream = agentStream(async (message) => Buffer.from(`<${message}>`))
    const said: Buffer[] = []
    stream.on('data', (piece: Buffer) => said.push(piece))
    const all = Buffer.concat([framed('one'), framed('two'), framed('three')])
    for (const byte of all.subarray(0, 9)) stream.write(Buffer.of(byte))
    stream.end(all.subarray(9))
    await new Promise((resolve) => stream.once('end', resolve))
    expect(Buffer.concat(said)).toEqual(Buffer.concat(['<one>', '<two>', '<three>'].map(framed)))
  })

  it('is the end of it where it is too long', async () => {
    const stream = agentStream(async () => Buffer.alloc(1))
    const failed = new Promise<Error>((resolve) => stream.once('error', resolve))
    stream.write(Buffer.of(0, 16, 0, 0))
    expect((await failed).message).toBe('the message is too long')
  })
})
