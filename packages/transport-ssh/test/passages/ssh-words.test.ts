import { expect, it } from 'vitest'
import { field } from '../../src/login/fields.js'
import { bindsLogins, sshWords } from '../../src/passages/ssh-words.js'

const keyOf = (type: string): Buffer => Buffer.concat([field(Buffer.from(type)), field(Buffer.from('rest'))])

it('ssh logs in to the one host by its one key, and heeds nothing that is configured where it runs', () => {
  const hostKey = keyOf('ssh-ed25519')
  const words = sshWords({ address: '10.0.0.7', port: 2222, username: 'ann', hostKey })
  expect(words.slice(0, 8)).toEqual(['ssh', '-F', '/dev/null', '-T', '-l', 'ann', '-p', '2222'])
  expect(words.slice(-2)).toEqual(['--', '10.0.0.7'])
  expect(words).toContain(`KnownHostsCommand=/bin/echo berth ssh-ed25519 ${hostKey.toString('base64')}`)
  for (const word of [
    'StrictHostKeyChecking=yes',
    'HostKeyAlias=berth',
    'IdentityFile=none',
    'ForwardAgent=no',
    'BatchMode=yes',
  ])
    expect(words).toContain(word)
})

it('a host that is known by an RSA key is asked for it by the algorithms that have a name', () => {
  const words = sshWords({ address: 'gpu1', port: 22, username: 'ann', hostKey: keyOf('ssh-rsa') })
  expect(words).toContain('HostKeyAlgorithms=rsa-sha2-512,rsa-sha2-256')
})

it.each([
  ['OpenSSH_9.2p1', true],
  ['OpenSSH_8.9p1 Ubuntu-3', true],
  ['OpenSSH_10.0p2', true],
  ['OpenSSH_8.8p1', false],
  ['OpenSSH_7.4', false],
  ['dropbear_2022.83', false],
  ['', false],
])('%s binds logins to one host: %s', (software, expected) => {
  expect(bindsLogins(software)).toBe(expected)
})
