import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { BerthError } from '@berth/core'
import { sshTransport } from '@berth/transport-ssh'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { actsOnReaders, hostilePieces } from '../../../core/test/errors/hostile-text.js'
import { type Hostility, startHostileServer } from './hostile-server.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'berth-hostile-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const short = hostilePieces.filter((piece) => piece.length < 1000)

/** Words of all kinds; and bytes that are no UTF-8: controls of eight bits, and an overlong form of a control. */
const words = Buffer.concat([
  Buffer.from('evil words '),
  ...short.map((piece) => Buffer.from(`${piece}.`)),
  Buffer.of(0x9b, 0x32, 0x4a, 0xc0, 0x9b, 0xff, 0xe2, 0x80),
])

/** What a user of a server like that meets: the error, and what is warned of. */
async function meet(
  hostility: Hostility,
  said: Buffer,
): Promise<{ readonly error: unknown; readonly told: readonly string[] }> {
  const server = await startHostileServer(hostility, said)
  const told: string[] = []
  const transport = sshTransport({
    hosts: () => ({ address: '127.0.0.1', port: server.port }),
    username: 'any',
    password: 'any',
    knownHostsFile: join(folder, 'known_hosts'),
    configFiles: [],
    agent: null,
    onWarning: (message) => told.push(message),
  })
  try {
    const connection = await transport.connect('gpu1')
    const error: unknown = await connection.exec(['hostname'], { timeout: 5000 }).then(
      (result) => result,
      (reason: unknown) => reason,
    )
    return { error, told }
  } catch (error) {
    return { error, told }
  } finally {
    await transport.close()
    await server.stop()
  }
}

describe('a hostile server', () => {
  it.each<[Hostility, RegExp]>([
    ['words in place of SSH', /hung up before the login began.*saying "evil words/],
    ['disconnect before the login', /evil words/],
    ['questions', /the host asked "evil words/],
    ['disconnect in the login', /evil words/],
    ['no session', /opens no session|nothing had started/],
    ['words in place of a command', /evil words/],
  ])('that has %s says nothing but harmless words', { timeout: 120_000 }, async (hostility, message) => {
    const { error, told } = await meet(hostility, words)
    if (!BerthError.isInstance(error)) throw new Error(`no error: ${JSON.stringify(error)}`)
    expect(error.message).toMatch(message)
    for (const text of [error.message, error.reason, error.stack, error.remedy, inspect(error, { depth: 9 })])
      expect(text ?? '').not.toMatch(actsOnReaders)
    for (const text of told) expect(text).not.toMatch(actsOnReaders)
    expect(error.message).not.toMatch(/^\s*→ Run: rm/m)
  })

  it.each<Hostility>(['words in place of SSH', 'questions', 'disconnect in the login'])(
    'that has %s cannot say more than some words',
    async (hostility) => {
      const { error } = await meet(hostility, Buffer.alloc(30_000, 'evil\n'))
      if (!BerthError.isInstance(error)) throw new Error('no error')
      expect(error.reason.length).toBeLessThanOrEqual(2000)
      expect(error.reason).not.toContain('\n')
    },
  )
})
