import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import schema from '../../../src/config/model/cluster-file.schema.json' with { type: 'json' }
import { authorizedKeys, parseAuthorizedKeys } from '../../../src/sshd/files/authorized-keys.js'
import { clientConfig } from '../../../src/sshd/files/client-config.js'
import { everyForm, isHostName, nameLines } from '../../../src/sshd/files/host-names.js'
import { knownHosts, parseKnownHosts } from '../../../src/sshd/files/known-hosts.js'
import { serverConfig } from '../../../src/sshd/files/server-config.js'
import { sessionEnvironment } from '../../../src/sshd/files/session-environment.js'
import type { KnownHost } from '../../../src/sshd/trust.js'

describe('serverConfig', () => {
  const settings = { port: 2224, environment: {}, version: [9, 2] } as const

  test('the whole text', () => {
    expect(serverConfig({ ...settings, environment: { FLAVOUR: 'very vanilla', PATH: '/usr/bin:/bin' } })).toBe(
      `# Written by Berth, which replaces it as needed.
Port 2224
HostKey /var/lib/berth/keys/host_key
AuthorizedKeysFile /var/lib/berth/sshd/authorized_keys
PidFile /var/lib/berth/sshd/sshd.pid
PermitRootLogin prohibit-password
AllowUsers root
PubkeyAuthentication yes
PasswordAuthentication no
KbdInteractiveAuthentication no
HostbasedAuthentication no
UsePAM no
StrictModes yes
UseDNS no
X11Forwarding no
PrintMotd no
PrintLastLog no
TCPKeepAlive yes
LoginGraceTime 60
MaxStartups 1000:30:2000
MaxSessions 1000
LogLevel INFO
Subsystem sftp internal-sftp
SetEnv "FLAVOUR=very vanilla" "PATH=/usr/bin:/bin"
`,
    )
  })

  test.each([
    [[7, 7], false],
    [[7, 8], true],
    [[8, 0], true],
    [[10, 0], true],
    [[0, 0], false],
  ] as const)('OpenSSH %j takes an environment: %s', (version, takes) => {
    expect(serverConfig({ ...settings, version, environment: { A: '1' } }).includes('SetEnv')).toBe(takes)
  })

  test('no environment, no SetEnv', () => {
    expect(serverConfig(settings)).not.toContain('SetEnv')
  })
})

const key = 'ssh-ed25519 AAAA'
const hostsOf = (names: readonly string[], port: number, hostKeys: readonly string[] = [key]) =>
  new Map(names.map((name) => [name, { port, hostKeys }]))

describe('clientConfig', () => {
  test('the whole text, names sorted and each once', () => {
    expect(clientConfig(hostsOf(['node2', '10.0.0.1', 'node2', 'fe80::1%eth0'], 2224))).toBe(
      `# Written by Berth, which replaces it as needed.

Match localuser root originalhost 10.0.0.1,fe80::1%eth0,node2
  Port 2224
  User root
  IdentityFile /var/lib/berth/keys/client_key
  UserKnownHostsFile /var/lib/berth/sshd/known_hosts ~/.ssh/known_hosts
  StrictHostKeyChecking yes
  CheckHostIP no
  UpdateHostKeys no
`,
    )
  })

  test('1,000 hosts have short lines', () => {
    const names = Array.from({ length: 1000 }, (_, index) => `gpu-node-${index}.cluster.example.org`)
    const lines = clientConfig(hostsOf(names, 2224)).split('\n')
    expect(lines.every((line) => line.length < 1000)).toBe(true)
    expect(lines.flatMap((line) => line.split(/[ ,]/)).filter((word) => word.startsWith('gpu-node-'))).toHaveLength(
      1000,
    )
  })
})

describe('knownHosts', () => {
  test.each([
    [2224, '[10.0.0.1]:2224,[fd00::1]:2224,[fe80::1%eth0]:2224,[node1]:2224 ssh-ed25519 AAAA\n'],
    [22, '10.0.0.1,fd00::1,fe80::1%eth0,node1 ssh-ed25519 AAAA\n'],
  ])('on port %d', (port, text) => {
    expect(knownHosts(hostsOf(['node1', '10.0.0.1', 'fe80::1%eth0', 'fd00::1'], port))).toBe(text)
  })

  test('a line for each key that a name may present, and for each port', () => {
    const hosts = new Map([
      ...hostsOf(['a', 'b'], 2224),
      ...hostsOf(['b'], 2224, [key, 'ssh-ed25519 B']),
      ...hostsOf(['c'], 22),
    ])
    expect(knownHosts(hosts)).toBe('c ssh-ed25519 AAAA\n[a]:2224,[b]:2224 ssh-ed25519 AAAA\n[b]:2224 ssh-ed25519 B\n')
  })

  const anyName = fc.stringMatching(/^[a-z0-9][a-z0-9.-]{0,40}$/)
  const anyHost = fc.record({
    port: fc.constantFrom(22, 2224, 65_535),
    hostKeys: fc.uniqueArray(fc.constantFrom(key, 'ssh-ed25519 B', 'ssh-ed25519 C='), { minLength: 1 }),
  })

  test('is read back as it was written, in lines that any OpenSSH reads', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyName, anyHost), { maxLength: 400 }), (entries) => {
        const hosts = new Map(entries)
        const text = knownHosts(hosts)
        const sorted = (map: ReadonlyMap<string, KnownHost>) =>
          [...map].map(([name, { port, hostKeys }]) => [name, port, [...hostKeys].sort()]).sort()
        expect(sorted(parseKnownHosts(text))).toEqual(sorted(hosts))
        expect(text.split('\n').every((line) => line.length < 4500)).toBe(true)
      }),
      { numRuns: 50 },
    )
  })

  test('what Berth would not have written is left out', () => {
    const text = 'a,*,b ssh-ed25519 AAAA\n|1|x= ssh-ed25519 AAAA\n@revoked a ssh-ed25519 B\n# a\n[a]:x ssh-ed25519 B\n'
    expect(parseKnownHosts(text)).toEqual(hostsOf(['a', 'b'], 22))
  })
})

test('authorized keys are read back as they were written, and nothing else is', () => {
  expect(
    parseAuthorizedKeys(`${authorizedKeys(['ssh-ed25519 A', 'ssh-ed25519 B'])}command="x" ssh-ed25519 C\n`),
  ).toEqual(['ssh-ed25519 A', 'ssh-ed25519 B'])
})

test('an IPv6 address is known as it is written and as OpenSSH writes it, its zone kept', () => {
  const names = ['node1', '10.0.0.1', '::1', 'FE80:0::1%eth0', 'fd00:0:0:0:1:0:0:1']
  expect(everyForm(names)).toEqual([...names.slice(0, 4), 'fe80::1%eth0', 'fd00:0:0:0:1:0:0:1', 'fd00::1:0:0:1'])
})

test('every address that a cluster file may hold is a host name here', () => {
  const patterns = ['address', 'otherAddress'] as const
  for (const definition of patterns) {
    const pattern = new RegExp(schema.$defs[definition].pattern)
    fc.assert(
      fc.property(
        fc
          .oneof(fc.stringMatching(pattern), fc.stringMatching(/^[A-Za-z0-9_.:%-]{1,20}$/))
          .filter((text) => pattern.test(text)),
        (text) => {
          // Empty, N/A in any case and nodesets are no addresses of one host.
          expect(isHostName(text)).toBe(text !== '' && text.toLowerCase() !== 'n/a' && !text.includes('['))
        },
      ),
    )
  }
})

test.each(['', '*', 'a,b', 'a b', '!a', '-oProxyCommand=x', 'a\nb', '?', '[a]', '%h'])('%j is no host name', (name) => {
  expect(() => nameLines([name], 900)).toThrow(TypeError)
})

test('sessions get what is of the container, and nothing of the process', () => {
  const environ = [
    'PATH=/opt/bin:/bin',
    'HOME=/root',
    'BERTH_EXEC=nonce',
    'HOSTNAME=h1',
    'PWD=/',
    '_=/bin/cat',
    'SSH_AUTH_SOCK=/x',
    'GPUS=8',
    'EMPTY=',
    'EQUALS=a=b',
    'TWO_LINES=a\nPermitRootLogin yes',
    'QUOTED=a"b',
    'BASH_FUNC_x%%=() { :; }',
    'DOLLAR=$HOME #',
    '',
  ].join('\0')
  expect(sessionEnvironment(environ)).toEqual({
    DOLLAR: '$HOME #',
    EMPTY: '',
    EQUALS: 'a=b',
    GPUS: '8',
    PATH: '/opt/bin:/bin',
  })
})
