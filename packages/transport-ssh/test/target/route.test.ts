import { describe, expect, it } from 'vitest'
import type { SshTransportOptions } from '../../src/options.js'
import { parseSshConfig } from '../../src/ssh-config/parse-ssh-config.js'
import { routeTo } from '../../src/target/route.js'
import { describeRoute, type Route, type Target } from '../../src/target/target.js'

const remarks: string[] = []
const route = (config: string, host: string, options: SshTransportOptions = {}): Route => {
  remarks.length = 0
  return routeTo(host, {
    options,
    nodes: parseSshConfig(config, 'c', () => []),
    localUser: 'ann',
    home: '/home/ann',
    agent: '/agent',
    remark: (text) => remarks.push(text),
  })
}
const target = (config: string, options?: SshTransportOptions, host = 'gpu1'): Target =>
  route(config, host, options).target
const way = (config: string, host: string, options?: SshTransportOptions): string =>
  describeRoute(route(config, host, options))

describe('a host', () => {
  it('of which nothing is said is reached as ssh would', () => {
    expect(route('', 'gpu1')).toEqual({
      jumps: [],
      target: {
        name: 'gpu1',
        address: 'gpu1',
        port: 22,
        username: 'ann',
        hostKeyName: 'gpu1',
        hostKeyPolicy: 'accept-new',
        knownHosts: {
          paths: [
            '/home/ann/.ssh/known_hosts',
            '/home/ann/.ssh/known_hosts2',
            '/etc/ssh/ssh_known_hosts',
            '/etc/ssh/ssh_known_hosts2',
          ],
          hashed: false,
        },
        identities: {
          files: ['id_ed25519', 'id_ecdsa', 'id_rsa', 'id_ed25519_sk', 'id_ecdsa_sk'].map((name) => ({
            path: `/home/ann/.ssh/${name}`,
            named: false,
          })),
          agent: '/agent',
          onlyFiles: false,
        },
        authentication: { methods: ['publickey', 'password', 'keyboard-interactive'], notes: [] },
        mayHavePassword: true,
        connectTimeout: 10_000,
        keepalive: { interval: 15_000, unanswered: 3 },
      },
    })
  })

  it('is reached as the configuration says', () => {
    const config = `
Host gpu*
  HostName %h.lab
  Port 2222
  User root
  IdentityFile ~/.ssh/%n
  IdentityFile %d/keys/%r@%h:%p
  IdentitiesOnly yes
  IdentityAgent /run/%u/agent
  UserKnownHostsFile ~/.ssh/lab /other
  GlobalKnownHostsFile none
  HashKnownHosts yes
  ConnectTimeout 1m30
  ServerAliveInterval 7
  ServerAliveCountMax 2
  StrictHostKeyChecking yes
`
    expect(target(config)).toEqual({
      name: 'gpu1',
      address: 'gpu1.lab',
      port: 2222,
      username: 'root',
      hostKeyName: '[gpu1.lab]:2222',
      hostKeyNameWithoutPort: 'gpu1.lab',
      hostKeyPolicy: 'strict',
      knownHosts: { paths: ['/home/ann/.ssh/lab', '/other'], hashed: true },
      identities: {
        files: ['/home/ann/.ssh/gpu1', '/home/ann/keys/root@gpu1.lab:2222'].map((path, index) => ({
          path,
          named: true,
          origin: `c:${6 + index}`,
        })),
        agent: '/run/ann/agent',
        onlyFiles: true,
      },
      authentication: { methods: ['publickey', 'password', 'keyboard-interactive'], notes: [] },
      mayHavePassword: true,
      connectTimeout: 90_000,
      keepalive: { interval: 7000, unanswered: 2 },
    })
  })

  it('is reached as the caller says before all else', () => {
    const config =
      'HostName h\nPort 1\nUser u\nIdentityFile i\nUserKnownHostsFile k\nConnectTimeout 1\nServerAliveInterval 1\nStrictHostKeyChecking no\nIdentityAgent /a\nProxyCommand p\n'
    const named = { address: 'fe80::1%eth0', port: 2, jump: 'none' }
    const options = {
      username: 'root',
      hosts: () => named,
      privateKeyFile: '/key',
      knownHostsFile: '/known',
      connectTimeout: 5,
      keepalive: { interval: 6, unanswered: 7 },
      hostKeyPolicy: 'strict',
      agent: '/b',
    } as const
    expect(target(config, options)).toMatchObject({
      address: 'fe80::1%eth0',
      port: 2,
      username: 'root',
      hostKeyName: '[fe80::1%eth0]:2',
      hostKeyPolicy: 'strict',
      knownHosts: { paths: ['/known'] },
      identities: { files: [{ path: '/key', named: true }], agent: '/b' },
      connectTimeout: 5,
      keepalive: { interval: 6, unanswered: 7 },
    })
    expect(target(config, { ...options, hosts: () => ({ ...named, username: 'carl' }) }).username).toBe('carl')
    expect(target('', { agent: null }).identities.agent).toBeUndefined()
  })

  it.each<[string, object]>([
    ['HostKeyAlias Lab\nPort 7', { hostKeyName: 'lab', hostKeyNameWithoutPort: undefined }],
    ['IdentityAgent none', { identities: expect.objectContaining({ agent: undefined }) }],
    ['IdentityAgent SSH_AUTH_SOCK', { identities: expect.objectContaining({ agent: '/agent' }) }],
    ['IdentityAgent \x24{HOME}/a', { identities: expect.objectContaining({ agent: `${process.env.HOME}/a` }) }],
    ['IdentityAgent $HOME', { identities: expect.objectContaining({ agent: process.env.HOME }) }],
    ['IdentityFile none', { identities: expect.objectContaining({ files: [] }) }],
    [
      'UserKnownHostsFile /dev/null\nGlobalKnownHostsFile none',
      { knownHosts: { paths: ['/dev/null'], hashed: false } },
    ],
    ['UserKnownHostsFile none\nGlobalKnownHostsFile /g', { knownHosts: { paths: ['/dev/null', '/g'], hashed: false } }],
    ['StrictHostKeyChecking no', { hostKeyPolicy: 'off' }],
    ['StrictHostKeyChecking off', { hostKeyPolicy: 'off' }],
    ['StrictHostKeyChecking ask', { hostKeyPolicy: 'accept-new' }],
    ['StrictHostKeyChecking accept-new', { hostKeyPolicy: 'accept-new' }],
    [
      'ConnectTimeout none\nServerAliveInterval 0',
      { connectTimeout: 10_000, keepalive: { interval: 15_000, unanswered: 3 } },
    ],
    ['HostName 100%%h', { address: '100%h' }],
    ['HostName GPU1.Lab', { address: 'gpu1.lab' }],
    ['Port ssh', { port: 22 }],
    ['ServerAliveCountMax 100000', { keepalive: { interval: 15_000, unanswered: 100_000 } }],
    ['ConnectTimeout none\nConnectTimeout 7', { connectTimeout: 7000 }],
    [
      'IdentityFile /k#1',
      { identities: expect.objectContaining({ files: [{ path: '/k#1', named: true, origin: 'c:1' }] }) },
    ],
    [
      "IdentityFile '/k 1'",
      { identities: expect.objectContaining({ files: [{ path: '/k 1', named: true, origin: 'c:1' }] }) },
    ],
    [
      'IdentityFile /k\\ 1',
      { identities: expect.objectContaining({ files: [{ path: '/k 1', named: true, origin: 'c:1' }] }) },
    ],
    [
      'IdentityFile ~root/k',
      { identities: expect.objectContaining({ files: [{ path: '/root/k', named: true, origin: 'c:1' }] }) },
    ],
    [
      'PasswordAuthentication no',
      { authentication: expect.objectContaining({ methods: ['publickey', 'keyboard-interactive'] }) },
    ],
  ])('with %j', (config, expected) => {
    expect(target(config)).toMatchObject(expected)
  })

  it.each<[string, string]>([
    ['Port no-such-service', 'c:1 has "no-such-service", which is no port'],
    ['Port 0', 'c:1 has "0", which is no port'],
    ['Port 1 2', 'c:1 has "1 2", where one value may stand'],
    ['User Ann Smith', 'c:1 has "Ann Smith", where one value may stand'],
    ['IdentityFile /my key', 'c:1 has "/my key", where one value may stand'],
    ['StrictHostKeyChecking strict', 'c:1 has "strict"'],
    ['IdentitiesOnly maybe', 'c:1 has "maybe"'],
    ['PasswordAuthentication never', 'c:1 has "never"'],
    ['IdentityFile ~nobody-of-this-name/k', 'c:1 has ~nobody-of-this-name/k, the home of a user whom'],
    ['ConnectTimeout 5000w', 'c:1 has "5000w", which is no length of time'],
    ['Port 65536', 'c:1 has "65536"'],
    ['ConnectTimeout soon', 'c:1 has "soon", which is no length of time'],
    ['HostName %p.lab', 'c:1 has %p'],
    ['IdentityFile /k/%C', 'c:1 has %C'],
    ['IdentityFile \x24{BERTH_NO_SUCH}/k', 'c:1 has the variable BERTH_NO_SUCH'],
  ])('%j is refused', (config, message) => {
    expect(() => target(config)).toThrow(message)
  })
})

describe('the way', () => {
  it('leads through each host of ProxyJump, looked up in its turn', () => {
    const config = `
Host gpu*
  ProxyJump bob@edge:2022,inner
Host edge
  HostName edge.example
  User ignored
Host inner
  HostName 10.0.0.2
  User carl
  ProxyJump elsewhere
`
    expect(way(config, 'gpu1', { username: 'root' })).toBe(
      'bob@[edge.example]:2022 → carl@[10.0.0.2]:22 → root@[gpu1]:22',
    )
  })

  it('leads through the jump hosts of the first jump host', () => {
    const config = 'Host gpu*\n  ProxyJump b2\nHost b2\n  ProxyJump b1\nHost *\n  User u\n'
    expect(way(config, 'gpu1')).toBe('u@[b1]:22 → u@[b2]:22 → u@[gpu1]:22')
  })

  it('is what the caller says first, as whom the configuration or the caller say', () => {
    const config = 'Host gpu*\n  ProxyJump wrong\nHost b1\n  User u\n'
    const hosts = new Map([
      ['gpu1', { jump: 'b1,b2,[::1]:7' }],
      ['b2', { address: '10.0.0.2' }],
    ])
    expect(way(config, 'gpu1', { username: 'root', hosts })).toBe(
      'u@[b1]:22 → root@[10.0.0.2]:22 → ann@[::1]:7 → root@[gpu1]:22',
    )
  })

  it('gives the password to nobody whom only the configuration names', () => {
    const config = 'Host gpu*\n  ProxyJump b\n'
    expect(route(config, 'gpu1').jumps.map(({ mayHavePassword }) => mayHavePassword)).toEqual([false])
    const byCaller = route('', 'gpu1', { hosts: new Map([['gpu1', { jump: 'b' }]]) })
    expect(byCaller.jumps.map(({ mayHavePassword }) => mayHavePassword)).toEqual([true])
  })

  it.each<[string, string]>([
    ['Host gpu1\n  ProxyJump none\nHost *\n  ProxyJump b\n', 'ann@[gpu1]:22'],
    ['ProxyCommand none\nProxyJump b\n', 'ann@[gpu1]:22'],
    ['Host *\n  ProxyJump %n-gate\nHost *-gate\n  Port 7\n', 'never ends: gpu1 → gpu1-gate → gpu1-gate-gate'],
    ['Host *-gate\n  ProxyJump none\nHost *\n  ProxyJump %r@%n-gate\n', 'ann@[gpu1-gate]:22 → ann@[gpu1]:22'],
    ['Host *\n  ProxyJump b\n', 'the way leads in a circle, or never ends: gpu1 → b → b'],
    [
      'Host gpu1\n  ProxyJump b\nHost b\n  ProxyJump gpu1\n',
      'the way leads in a circle, or never ends: gpu1 → b → gpu1',
    ],
    ['ProxyJump a:b:c\n', 'c:1 has the jump host "a:b:c"'],
    ['ProxyCommand nc %h %p\nProxyJump b\n', 'c:1 has the ProxyCommand "nc %h %p", which is not supported'],
  ])('with %j', (config, expected) => {
    if (expected.startsWith('ann@')) expect(way(config, 'gpu1')).toBe(expected)
    else expect(() => way(config, 'gpu1')).toThrow(expected)
  })

  it.each<[string, string]>([
    ['ssh -W %h:%p bob@edge', 'bob@edge'],
    ['ssh -q edge -W %h:%p', 'HOST'],
    ['/usr/bin/ssh -o Compression=no -W %h:%p edge', 'edge'],
    ['ssh edge nc %h %p', 'edge'],
    ['corkscrew proxy 80 %h %p', 'HOST'],
  ])('by %s is refused with the ProxyJump to write', (command, jump) => {
    expect(() => route(`ProxyCommand ${command}`, 'gpu1')).toThrow(
      expect.objectContaining({ remedy: expect.stringContaining(`"ProxyJump ${jump}"`) }),
    )
  })
})

it('names what matters and is not supported, and keeps quiet about what changes nothing', () => {
  route(
    'Host gpu*\n  CertificateFile c\n  PKCS11Provider none\n  BindAddress 10.0.0.1\n  CanonicalizeHostname no\nMatch exec true\n  Port 7\nHost other\n  RevokedHostKeys r\n',
    'gpu1',
  )
  expect(remarks).toEqual([
    'c:6: Match exec is not evaluated, so its section is left out',
    expect.stringContaining('c:2: CertificateFile is not supported'),
    expect.stringContaining('c:4: BindAddress is not supported'),
  ])
})
