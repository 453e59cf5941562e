import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { sshTransport } from '@berth/transport-ssh'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../../../core/test/command/processes.js'
import { canRunSshd, makeKey, startSshd, type TestSshd } from './sshd.js'

describe.runIf(canRunSshd)('an sshd that has two places for those who are not logged in', () => {
  let sshd: TestSshd
  let behind: TestSshd
  beforeAll(async () => {
    // Newer versions of sshd log every connection that they drop only at this level.
    const config = ['MaxStartups 2:100:2', 'LogLevel DEBUG3']
    ;[sshd, behind] = await Promise.all([startSshd({ config }), startSshd()])
    const { privateKeyFile } = sshd.options
    writeFileSync(join(behind.folder, 'authorized_keys'), readFileSync(`${privateKeyFile}.pub`))
  })
  afterAll(() => Promise.all([sshd.stop(), behind.stop()]))

  let held: Socket[] = []
  const hold = async (): Promise<void> => {
    held = [0, 1].map(() => connect(sshd.port, '127.0.0.1'))
    // Once sshd has identified itself to a connection, the connection counts as a startup.
    await Promise.all(held.map((socket) => once(socket, 'data')))
  }
  const letGo = (): void => {
    for (const socket of held.splice(0)) socket.destroy()
  }
  afterEach(async () => {
    letGo()
    await eventually(
      () => sshd.sessions().length,
      (count) => count === 0,
    )
  })
  /** Connections that sshd has dropped because two were held already. */
  const dropped = (): number => sshd.log().match(/drop connection #2/g)?.length ?? 0

  it('is asked again until it has a place', async () => {
    await hold()
    const before = dropped()
    const transport = sshTransport(sshd.options)
    const connecting = transport.connect('one')
    await eventually(dropped, (count) => count >= before + 2)
    letGo()
    expect((await (await connecting).exec('echo in')).stdout).toBe('in\n')
    expect(sshd.sessions()).toHaveLength(1)
    await transport.close()
  })

  it('is given up when the time to connect is up, and the error says how often it was asked', async () => {
    await hold()
    const before = dropped()
    const transport = sshTransport({ ...sshd.options, connectTimeout: 2000 })
    const error = await transport.connect('one').catch((reason: unknown) => reason)
    const tries = dropped() - before
    expect(tries).toBeGreaterThan(1)
    expect(error).toMatchObject({ code: 'BERTH_HOST_UNREACHABLE', host: 'one', retryable: true })
    expect(error).toHaveProperty('remedy', expect.stringContaining('MaxStartups'))
    const where = `127.0.0.1 port ${sshd.port} hung up before the login began ${tries} times`
    expect(error).toHaveProperty('reason', expect.stringContaining(where))
    await transport.close()
  })

  it('is not asked again once the caller has aborted', async () => {
    await hold()
    const before = dropped()
    const transport = sshTransport(sshd.options)
    const controller = new AbortController()
    const connecting = transport.connect('one', { signal: controller.signal })
    const failing = expect(connecting).rejects.toMatchObject({ code: 'BERTH_ABORTED', host: 'one' })
    await eventually(dropped, (count) => count > before)
    controller.abort()
    await failing
    const asked = dropped()
    await new Promise((resolve) => setTimeout(resolve, 600))
    expect(dropped()).toBe(asked)
    await transport.close()
  })

  it.each([
    ['host key', 'BERTH_HOST_KEY'],
    ['login', 'BERTH_AUTH_FAILED'],
  ])('is asked once where the %s is wrong', async (_title, code) => {
    const other = join(sshd.folder, 'other')
    if (!existsSync(other)) makeKey(other)
    const knownHostsFile = join(sshd.folder, 'wrong_hosts')
    writeFileSync(knownHostsFile, `[127.0.0.1]:${sshd.port} ${readFileSync(`${other}.pub`, 'utf8')}`)
    const asked = (): number => sshd.log().match(/^Connection from /gm)?.length ?? 0
    const before = asked()
    const wrong = code === 'BERTH_HOST_KEY' ? { knownHostsFile } : { privateKeyFile: other }
    const transport = sshTransport({ ...sshd.options, ...wrong })
    await expect(transport.connect('one')).rejects.toMatchObject({ code })
    await eventually(asked, (count) => count > before)
    expect(asked()).toBe(before + 1)
    await transport.close()
  })

  it.each(['jump host', 'target'])('is asked again as the %s of a way', async (role) => {
    const [jump, target] = role === 'target' ? [behind, sshd] : [sshd, behind]
    const at = ({ port }: TestSshd) => ({ address: '127.0.0.1', port })
    const hosts = new Map([
      ['jump', { ...at(jump), username: 'root' }],
      ['one', { ...at(target), jump: 'jump' }],
    ])
    await hold()
    const before = dropped()
    const transport = sshTransport({ ...sshd.options, hosts })
    const connecting = transport.connect('one')
    await eventually(dropped, (count) => count >= before + 2)
    letGo()
    expect((await (await connecting).exec('echo in')).stdout).toBe('in\n')
    await transport.close()
  })
})

/** Identifies itself as an SSH server, and then sends one long packet, in pieces that are large enough for a turn. */
function saySlowly(socket: Socket): void {
  socket.on('error', () => undefined)
  socket.write('SSH-2.0-slow\r\n')
  socket.write(Buffer.from([0, 0, 0x6f, 0xfc, 4]))
  const more = setInterval(() => socket.write('x'.repeat(16)), 50)
  socket.once('close', () => clearInterval(more))
}

describe.runIf(canRunSshd)('an sshd that waits one second for a login', () => {
  it('is asked again where it hung up while other hosts had their turn', async () => {
    const sshd = await startSshd({ config: ['LoginGraceTime 1', 'LogLevel DEBUG3'] })
    const slow = createServer(saySlowly).listen(0, '127.0.0.1')
    try {
      const taken = once(slow, 'connection')
      await once(slow, 'listening')
      const { port } = slow.address() as AddressInfo
      const hosts = new Map([
        ['slow', { address: '127.0.0.1', port }],
        ['one', { address: '127.0.0.1', port: sshd.port }],
      ])
      const transport = sshTransport({ ...sshd.options, hosts, simultaneousHandshakes: 1, connectTimeout: 2500 })
      const failing = expect(transport.connect('slow')).rejects.toMatchObject({ code: 'BERTH_HOST_UNREACHABLE' })
      // The slow host's handshake is under way from the client's first word on, and no other is allowed beside it.
      const [socket] = (await taken) as [Socket]
      await once(socket, 'data')
      const host = await transport.connect('one')
      expect(sshd.log().match(/^Connection from /gm)).toHaveLength(2)
      expect((await host.exec('echo in')).stdout).toBe('in\n')
      await failing
      await transport.close()
    } finally {
      slow.close()
      await sshd.stop()
    }
  })
})
