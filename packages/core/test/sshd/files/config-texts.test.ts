import { describe, expect, test } from 'vitest'
import { clientConfig } from '../../../src/sshd/files/client-config.js'
import { nameLines } from '../../../src/sshd/files/host-names.js'
import { knownHosts } from '../../../src/sshd/files/known-hosts.js'
import { serverConfig } from '../../../src/sshd/files/server-config.js'
import { sessionEnvironment } from '../../../src/sshd/files/session-environment.js'

describe('serverConfig', () => {
  const settings = { port: 2224, environment: {}, version: [9, 2] } as const

  test('the whole text', () => {
    expect(serverConfig({ ...settings, environment: { FLAVOUR: 'very vanilla', PATH: '/usr/bin:/bin' } })).toBe(
      `# Written by Berth, which replaces it as needed.
Port 2224
HostKey /var/lib/berth/sshd/host_key
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

describe('clientConfig', () => {
  test('the whole text, names sorted and each once', () => {
    expect(clientConfig(['node2', '10.0.0.1', 'node2', 'fe80::1'], 2224)).toBe(
      `# Written by Berth, which replaces it as needed.

Match localuser root originalhost 10.0.0.1,fe80::1,node2
  Port 2224
  User root
  IdentityFile /var/lib/berth/sshd/client_key
  UserKnownHostsFile /var/lib/berth/sshd/known_hosts ~/.ssh/known_hosts
  StrictHostKeyChecking yes
  CheckHostIP no
  UpdateHostKeys no
`,
    )
  })

  test('1,000 hosts have short lines', () => {
    const names = Array.from({ length: 1000 }, (_, index) => `gpu-node-${index}.cluster.example.org`)
    const lines = clientConfig(names, 2224).split('\n')
    expect(lines.every((line) => line.length < 1000)).toBe(true)
    expect(lines.flatMap((line) => line.split(/[ ,]/)).filter((word) => word.startsWith('gpu-node-'))).toHaveLength(
      1000,
    )
  })
})

describe('knownHosts', () => {
  test.each([
    [2224, '[10.0.0.1]:2224,[node1]:2224 ssh-ed25519 AAAA\n'],
    [22, '10.0.0.1,node1 ssh-ed25519 AAAA\n'],
  ])('on port %d', (port, text) => {
    expect(knownHosts(['node1', '10.0.0.1'], port, 'ssh-ed25519 AAAA')).toBe(text)
  })
})

test.each(['', '*', 'a,b', 'a b', '!a', '-oProxyCommand=x', 'a\nb', '?', '[a]', '%h'])('%j is no host name', (name) => {
  expect(() => nameLines([name])).toThrow(TypeError)
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
