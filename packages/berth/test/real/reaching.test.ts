import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ClusterEvent, openCluster } from 'berth-cluster'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { eventually } from '../../../core/test/command/processes.js'
import { chainNetworks, type NetworkChain } from '../../../transport-ssh/test/real/networks.js'
import { canRunSshd, startSshd, type TestSshd } from '../../../transport-ssh/test/real/sshd.js'

describe.runIf(canRunSshd)('a host with a link-local IPv6 address, and a user of its own,', () => {
  let network: NetworkChain
  let sshd: TestSshd
  /** With the interface that leads to it. */
  let address: string
  beforeAll(async () => {
    network = chainNetworks(1)
    const [namespace = ''] = network.namespaces
    const [outer = ''] = network.interfaces
    const linkLocal = ['addr', 'show', 'scope', 'link', 'to', 'fe80::/10']
    // Neither end is of use before it is known that nobody else has its address.
    const look = (words: readonly string[]): string => execFileSync('ip', ['-6', ...words], { encoding: 'utf8' })
    const usable = (text: string): boolean => text.includes('fe80') && !text.includes('tentative')
    await eventually(() => look([...linkLocal, 'dev', outer]), usable)
    const shown = await eventually(() => look(['-n', namespace, ...linkLocal]), usable)
    address = `${/fe80:\S+(?=\/)/.exec(shown)?.[0]}%${outer}`
    sshd = await startSshd({ namespace, address: '::' })
  })
  afterAll(async () => {
    await sshd.stop()
    network.remove()
  })
  const events: ClusterEvent[] = []
  beforeEach(() => {
    events.length = 0
    rmSync(sshd.options.knownHostsFile, { force: true })
  })

  /** What the cluster file says of the host and of the cluster, and the SSH configuration. */
  interface Said {
    readonly host: object
    readonly cluster?: object
    readonly config?: readonly string[]
  }

  /** The server's end, as the server sees it. */
  const reached = async ({ host, cluster: keys = {}, config = [] }: Said): Promise<string | undefined> => {
    const { folder, options } = sshd
    const [file, configFile] = [join(folder, 'cluster.json'), join(folder, 'config')]
    const ofAll = { username: 'nobody-there', priv_key_file: options.privateKeyFile, ...keys }
    writeFileSync(file, JSON.stringify({ node_dict: { gpu1: host }, ...ofAll }))
    writeFileSync(configFile, config.join('\n'))
    const ssh = { knownHostsFile: options.knownHostsFile, agent: null, configFiles: [configFile] }
    const cluster = await openCluster(file, { ssh, onEvent: (event) => events.push(event) })
    try {
      const results = (await cluster.execOnHost('echo $SSH_CONNECTION')).throwIfFailed()
      return results.get('gpu1').stdout.split(' ')[2]
    } finally {
      await cluster.close()
    }
  }

  const user = 'root'
  const bare = (): string => address.replace(/%.*/, '')

  it('is reached as the cluster file says, and known by its address', async () => {
    expect(await reached({ host: { address, port: sshd.port, user } })).toContain(bare())
    const { knownHostsFile: file } = sshd.options
    const name = `[${address}]:${sshd.port}`
    expect(readFileSync(file, 'utf8')).toMatch(`${name} ssh-ed25519 `)
    const told = execFileSync('ssh-keygen', ['-l', '-F', name, '-f', file], { encoding: 'utf8' })
    const fingerprint = /SHA256:\S+/.exec(told)?.[0]
    expect(events.filter(({ type }) => type === 'host_key')).toEqual([
      { type: 'host_key', host: 'gpu1', name, keyType: 'ssh-ed25519', fingerprint, file },
    ])
  })

  it('is reached as the SSH configuration says', async () => {
    const config = ['Host gpu1', `HostName ${address.replace('%', '%%')}`, `Port ${sshd.port}`]
    expect(await reached({ host: { user }, config })).toContain(bare())
  })

  it('is a jump host, to itself', async () => {
    const jump = `root@[${address}]:${sshd.port}`
    expect(await reached({ host: { address: '::1', port: sshd.port, user, jump } })).toBe('::1')
  })

  it('is refused by the policy of the cluster file, before that of the SSH configuration', async () => {
    const host = { address, port: sshd.port, user }
    const config = ['StrictHostKeyChecking no']
    const strict = reached({ host, cluster: { host_key_policy: 'strict' }, config })
    await expect(strict).rejects.toThrow(`[${address}]:${sshd.port} presents the key`)
  })
})
