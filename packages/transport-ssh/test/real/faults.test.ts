import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { sshTransport } from '@berth/transport-ssh'
import { afterEach, describe, expect, it } from 'vitest'
import { eventually } from '../../../core/test/command/processes.js'
import { canRunSshd, childrenOf, startSshd, type TestSshd } from './sshd.js'

const started: TestSshd[] = []
const start = async (...options: Parameters<typeof startSshd>): Promise<TestSshd> => {
  const sshd = await startSshd(...options)
  started.push(sshd)
  return sshd
}
afterEach(async () => {
  for (const sshd of started.splice(0)) await sshd.stop()
})

describe.runIf(canRunSshd)('a real sshd that', () => {
  it('allows two sessions on a connection runs 20 commands all the same, on one connection, and can still be told to stop', async () => {
    const sshd = await start({ config: ['MaxSessions 2'] })
    const transport = sshTransport(sshd.options)
    const host = await transport.connect('one')
    const results = await Promise.all(Array.from({ length: 20 }, (_, index) => host.exec(['echo', String(index)])))
    expect(results.map(({ stdout }) => stdout)).toEqual(results.map((_, index) => `${index}\n`))
    expect(sshd.sessions()).toHaveLength(1)
    expect(await host.exec('sleep 100', { timeout: 1000 })).toMatchObject({ endedBy: 'timeout' })
    await transport.close()
  })

  it('allows one session runs commands one after the other', async () => {
    const sshd = await start({ config: ['MaxSessions 1'] })
    const transport = sshTransport(sshd.options)
    const host = await transport.connect('one')
    const results = await Promise.all(Array.from({ length: 6 }, (_, index) => host.exec(`exit ${index}`)))
    expect(results.map(({ exitCode }) => exitCode)).toEqual([0, 1, 2, 3, 4, 5])
    await transport.close()
  })

  it('allows no session says so', async () => {
    const sshd = await start({ config: ['MaxSessions 0'] })
    const transport = sshTransport(sshd.options)
    const host = await transport.connect('one')
    await expect(host.exec('true', { timeout: 30_000 })).rejects.toMatchObject({
      code: 'BERTH_EXEC_NOT_STARTED',
      host: 'one',
    })
    await transport.close()
  }, 60_000)

  it('has a banner and a noisy profile is understood', async () => {
    const sshd = await start({ config: ['Banner /etc/hostname'] })
    writeFileSync(join(sshd.home, '.bashrc'), 'echo "Welcome to the cluster"; echo oops >&2; cat\nset -x\n')
    const transport = sshTransport(sshd.options)
    const host = await transport.connect('one')
    const result = await host.exec('cat; exit 5', { stdin: '' })
    expect(result).toMatchObject({ exitCode: 5, stdout: '' })
    expect(result.stderr).toBe('')
    expect(await host.exec(['bash', '-c', 'echo mine'])).toMatchObject({ stdout: 'mine\n', stderr: '' })
    await transport.close()
  })

  it('lets nobody run anything says what the host said', async () => {
    const sshd = await start({ shell: '/usr/sbin/nologin' })
    const transport = sshTransport(sshd.options)
    const host = await transport.connect('one')
    await expect(host.exec('true')).rejects.toMatchObject({ code: 'BERTH_EXEC_NOT_STARTED' })
    await expect(host.exec('true')).rejects.toThrow('not available')
    await transport.close()
  })

  it('is killed in the middle: every command is lost, none runs again, and the next one connects anew', async () => {
    const sshd = await start()
    const transport = sshTransport(sshd.options)
    const host = await transport.connect('one')
    const log = join(sshd.folder, 'runs')
    let heard = 0
    const onOutput = (): void => {
      heard += 1
    }
    const running = Array.from({ length: 5 }, () => host.exec(`echo run >>${log}; echo up; sleep 30`, { onOutput }))
    await eventually(
      () => heard,
      (count) => count === 5,
    )
    for (const pid of sshd.sessions()) process.kill(pid, 'SIGKILL')
    for (const result of await Promise.all(running)) {
      expect(result).toMatchObject({ host: 'one', endedBy: 'lost', exitCode: null, stdout: 'up\n' })
    }
    expect((await host.exec(`wc -l <${log}`)).stdout).toBe('5\n')
    expect(await transport.connect('one')).toBe(host)
    await transport.close()
  })

  it('is frozen is noticed by the keepalive', async () => {
    const sshd = await start()
    const transport = sshTransport({ ...sshd.options, keepalive: { interval: 1000, unanswered: 3 } })
    const host = await transport.connect('one')
    let heard = false
    const onOutput = (): void => {
      heard = true
    }
    const running = host.exec('echo up; sleep 30', { onOutput })
    await eventually(
      () => heard,
      (yes) => yes,
    )
    const [session = 0] = sshd.sessions()
    const frozen = [session, ...childrenOf(session)]
    for (const pid of frozen) process.kill(pid, 'SIGSTOP')
    expect(await running).toMatchObject({ endedBy: 'lost' })
    expect(await host.exec('echo again')).toMatchObject({ stdout: 'again\n' })
    await transport.close()
  })

  it('stays idle for longer than the keepalive takes is not lost', async () => {
    const sshd = await start()
    const transport = sshTransport({ ...sshd.options, keepalive: { interval: 300, unanswered: 5 } })
    const host = await transport.connect('one')
    expect(await host.exec('sleep 3')).toMatchObject({ exitCode: 0 })
    expect(sshd.sessions()).toHaveLength(1)
    await transport.close()
  })

  it('is used by many shares one connection, and close leaves none', async () => {
    const sshd = await start()
    const transport = sshTransport(sshd.options)
    const [first, second] = await Promise.all([transport.connect('one'), transport.connect('one')])
    expect(first).toBe(second)
    await eventually(
      () => sshd.sessions().length,
      (count) => count === 1,
    )
    for (let turn = 0; turn < 40; turn += 1) await first.exec('true', turn % 2 === 0 ? {} : { timeout: 5000 })
    await Promise.all([transport.close(), transport.close(), first.close()])
    await eventually(
      () => sshd.sessions().length,
      (count) => count === 0,
    )
    const again = await transport.connect('one')
    expect(await again.exec('echo again')).toMatchObject({ stdout: 'again\n' })
    await transport.close()
  })
})

describe('a host that cannot be reached', () => {
  it('refuses: says so, with what to do', async () => {
    const transport = sshTransport({
      username: 'root',
      agent: null,
      password: 'x',
      hosts: () => ({ address: '127.0.0.1', port: 1 }),
    })
    await expect(transport.connect('h9')).rejects.toMatchObject({
      code: 'BERTH_HOST_UNREACHABLE',
      host: 'h9',
      retryable: true,
    })
    await expect(transport.connect('h9')).rejects.toThrow('127.0.0.1 port 1 refuses connections')
    await transport.close()
  })

  it('has a name that nobody knows', async () => {
    const transport = sshTransport({ username: 'root', agent: null, password: 'x' })
    await expect(transport.connect('no-such-host.invalid')).rejects.toMatchObject({ code: 'BERTH_HOST_UNREACHABLE' })
    await transport.close()
  })

  it('hangs up with a reason of its own: says which, and is asked once', async () => {
    let asked = 0
    const server = createServer((socket) => {
      asked += 1
      socket.on('error', () => undefined).end('HTTP/1.1 400 Bad Request\r\n\r\n')
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const transport = sshTransport({
      agent: null,
      password: 'x',
      hosts: () => ({ address: '127.0.0.1', port: portOf(server) }),
    })
    const failing = transport.connect('h1')
    await expect(failing).rejects.toMatchObject({ code: 'BERTH_HOST_UNREACHABLE', host: 'h1' })
    await expect(failing).rejects.toThrow('hung up before the login began, saying "HTTP/1.1 400 Bad Request"')
    expect(asked).toBe(1)
    await transport.close()
    server.close()
  })

  it.each(['the time is up', 'the caller aborts', 'the transport is closed'])(
    'accepts and says nothing, until %s',
    async (way) => {
      const sockets = new Set<object>()
      const server = createServer((socket) => {
        sockets.add(socket)
        socket.resume()
        socket.on('close', () => sockets.delete(socket)).on('error', () => undefined)
      }).listen(0, '127.0.0.1')
      await once(server, 'listening')
      const transport = sshTransport({
        username: 'root',
        agent: null,
        password: 'x',
        knownHostsFile: '/no/such/file',
        hosts: new Map([['h1', { address: '127.0.0.1', port: portOf(server) }]]),
        connectTimeout: way === 'the time is up' ? 300 : 20_000,
      })
      const controller = new AbortController()
      const failing = transport.connect('h1', { signal: controller.signal })
      const code = way === 'the time is up' ? 'BERTH_HOST_UNREACHABLE' : 'BERTH_ABORTED'
      const seen = expect(failing).rejects.toMatchObject({ code, host: 'h1' })
      await eventually(
        () => sockets.size,
        (size) => size === 1,
      )
      if (way === 'the caller aborts') controller.abort()
      if (way === 'the transport is closed') await transport.close()
      await seen
      await eventually(
        () => sockets.size,
        (size) => size === 0,
      )
      await transport.close()
      server.close()
    },
  )
})

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}
