import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type SshTransportOptions, sshTransport } from '@berth/transport-ssh'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { eventually } from '../../../testkit/src/suite/eventually.js'
import { chainNetworks, type NetworkChain } from './networks.js'
import { canRunSshd, makeKey, startSshd, type TestSshd } from './sshd.js'

describe.runIf(canRunSshd)('a host behind two others, each in a network of its own', () => {
  let networks: NetworkChain
  let sshds: readonly TestSshd[]
  let home: string
  beforeAll(async () => {
    networks = chainNetworks(3)
    sshds = await Promise.all(
      networks.namespaces.map((namespace, index) =>
        startSshd({
          namespace,
          address: networks.addresses[index] ?? '',
          config: index === 1 ? [`PermitOpen ${networks.addresses[2]}:*`] : [],
        }),
      ),
    )
  })
  afterAll(async () => {
    await Promise.all(sshds.map((sshd) => sshd.stop()))
    networks.remove()
  })
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'berth-home-'))
    mkdirSync(join(home, '.ssh'))
    vi.stubEnv('HOME', home)
    vi.stubEnv('SSH_AUTH_SOCK', undefined)
    const section = (name: string, index: number): string =>
      `Host ${name}\n  HostName ${networks.addresses[index]}\n  Port ${sshds[index]?.port}\n  IdentityFile ${sshds[index]?.options.privateKeyFile}\n`
    const behind = 'Host target*\n  ProxyJump edge,inner\n'
    const config = [section('edge', 0), section('inner', 1), section('target*', 2), behind, 'User root\n'].join('')
    writeFileSync(join(home, '.ssh', 'config'), config)
  })
  afterEach(async () => {
    vi.unstubAllEnvs()
    rmSync(home, { recursive: true })
    await eventually(sessions, (counts) => counts.join() === '0,0,0')
  })

  /** Connections that each sshd serves. */
  const sessions = (): number[] => sshds.map((sshd) => sshd.sessions().length)
  const nameOf = (index: number): string => `[${networks.addresses[index]}]:${sshds[index]?.port}`
  const knowWrongKey = (index: number): void => {
    makeKey(join(home, 'other'))
    const key = readFileSync(join(home, 'other.pub'), 'utf8')
    writeFileSync(join(home, '.ssh', 'known_hosts'), `${nameOf(index)} ${key}`)
  }
  const connecting = async (options: SshTransportOptions = {}, host = 'target'): Promise<string> => {
    const transport = sshTransport(options)
    try {
      return (await (await transport.connect(host)).exec('echo $SSH_CONNECTION')).stdout
    } finally {
      await transport.close()
    }
  }

  it('is reached with no option given, and closing leaves no connection anywhere', async () => {
    const transport = sshTransport()
    const host = await transport.connect('target')
    const from = networks.addresses[2]?.replace(/\d+$/, (last) => String(Number(last) - 1))
    expect((await host.exec('echo $SSH_CONNECTION')).stdout).toMatch(`${from} `)
    expect(sessions()).toEqual([1, 1, 1])
    expect(
      readFileSync(join(home, '.ssh', 'known_hosts'), 'utf8')
        .trim()
        .split('\n'),
    ).toHaveLength(3)
    await transport.close()
  })

  it('shares the connections on the way with all hosts behind them, as many as there are, at once', async () => {
    const transport = sshTransport()
    const names = Array.from({ length: 40 }, (_, index) => `target${index}`)
    const hosts = await Promise.all(names.map((name) => transport.connect(name)))
    expect(sessions()).toEqual([1, 1, 40])
    const outputs = await Promise.all(hosts.map(async (host, index) => (await host.exec(`echo ${index}`)).stdout))
    expect(outputs).toEqual(names.map((_, index) => `${index}\n`))
    await Promise.all(hosts.slice(1).map((host) => host.close()))
    expect((await hosts[0]?.exec('echo still there'))?.stdout).toBe('still there\n')
    await transport.close()
  })

  it('is reached as the caller says, before the configuration', async () => {
    const hosts = new Map([
      ['node', { jump: `root@${nameOf(0)},inner`, address: networks.addresses[2] ?? '', port: sshds[2]?.port ?? 0 }],
    ])
    const privateKeyFile = sshds[2]?.options.privateKeyFile ?? ''
    await expect(connecting({ hosts }, 'node')).rejects.toMatchObject({
      code: 'BERTH_AUTH_FAILED',
      host: 'node',
      operation: `connect through ${networks.addresses[0]}`,
    })
    for (const [index, sshd] of sshds.entries()) {
      if (index < 2)
        writeFileSync(join(sshd.folder, 'authorized_keys'), readFileSync(`${privateKeyFile}.pub`), { flag: 'a' })
    }
    expect(await connecting({ hosts, privateKeyFile, username: 'root' }, 'node')).toContain(networks.addresses[2])
  })

  it('is refused where its key is another one than the known one', async () => {
    knowWrongKey(2)
    const failing = connecting()
    await expect(failing).rejects.toMatchObject({ code: 'BERTH_HOST_KEY', host: 'target', operation: 'connect' })
    await expect(failing).rejects.toThrow(`${nameOf(2)} presents the key`)
  })

  it.each([
    ['edge', 0],
    ['inner', 1],
  ] as const)(
    'is not asked for anything where the key of %s is another one than the known one',
    async (jump, index) => {
      knowWrongKey(index)
      const failing = connecting()
      await expect(failing).rejects.toMatchObject({
        code: 'BERTH_HOST_KEY',
        host: 'target',
        operation: `connect through ${jump}`,
      })
      await expect(failing).rejects.toThrow(`${nameOf(index)} presents the key`)
    },
  )

  it('is not trusted unseen where the policy is strict, and neither is any host on the way', async () => {
    const failing = connecting({ hostKeyPolicy: 'strict' })
    await expect(failing).rejects.toMatchObject({ code: 'BERTH_HOST_KEY', operation: 'connect through edge' })
    await expect(failing).rejects.toThrow('is not known in')
    expect(await connecting()).not.toBe('')
    expect(await connecting({ hostKeyPolicy: 'strict' })).not.toBe('')
  })

  it('that refuses connections is named with the host that tried', async () => {
    const hosts = new Map([['target', { port: 1 }]])
    const failing = connecting({ hosts })
    await expect(failing).rejects.toMatchObject({ code: 'BERTH_HOST_UNREACHABLE', host: 'target', retryable: true })
    await expect(failing).rejects.toThrow(
      `inner does not connect to ${networks.addresses[2]} port 1: Connection refused`,
    )
  })

  it('that the last one on the way may not forward to is told with what to allow', async () => {
    const failing = connecting({ hosts: new Map([['target', { address: '10.255.255.1' }]]) })
    await expect(failing).rejects.toMatchObject({ code: 'BERTH_HOST_UNREACHABLE', retryable: false })
    await expect(failing).rejects.toThrow('AllowTcpForwarding')
  })

  it('is lost with a connection on the way, and found again by the next command', async () => {
    const transport = sshTransport()
    const [one, two] = await Promise.all([transport.connect('target1'), transport.connect('target2')])
    const heard = new Set<number>()
    const running = [one, two].map((host, index) =>
      host.exec('echo up; sleep 30', { onOutput: () => heard.add(index) }),
    )
    await eventually(
      () => heard.size,
      (count) => count === 2,
    )
    await eventually(sessions, (counts) => counts.join() === '1,1,2')
    for (const pid of sshds[0]?.sessions() ?? []) process.kill(pid, 'SIGKILL')
    for (const result of await Promise.all(running)) expect(result).toMatchObject({ endedBy: 'lost', stdout: 'up\n' })
    expect(await Promise.all([one, two].map(async (host) => (await host.exec('echo again')).stdout))).toEqual([
      'again\n',
      'again\n',
    ])
    await eventually(sessions, (counts) => counts.join() === '1,1,2')
    await transport.close()
  })

  it('can be given up by its caller while others wait for the same way', async () => {
    const transport = sshTransport()
    const controller = new AbortController()
    const leaving = transport.connect('target1', { signal: controller.signal })
    const staying = transport.connect('target2')
    controller.abort()
    await expect(leaving).rejects.toMatchObject({ code: 'BERTH_ABORTED', host: 'target1' })
    expect((await (await staying).exec('echo here')).stdout).toBe('here\n')
    await transport.close()
  })
})
