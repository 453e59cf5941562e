import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sshTransport } from '@berth/transport-ssh'
import { afterEach, beforeEach, describe, expect } from 'vitest'
import { testWith } from '../../../testbed/test/tiers/test-with.js'

const it = testWith('ssh-keygen')

/** A public key of a FIDO token: the private file of one holds the same type, and a handle. */
const tokenKey = 'sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29t token\n'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'berth-examine-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const file = (name: string): string => join(folder, name)

function transportWith(config: string, options: Parameters<typeof sshTransport>[0] = {}) {
  writeFileSync(file('config'), config)
  const warnings: string[] = []
  const transport = sshTransport({
    configFiles: [file('config')],
    agent: null,
    onWarning: (text) => warnings.push(text),
    ...options,
  })
  return { transport, warnings }
}

describe('examining the ways to hosts', () => {
  it('names what is not supported by host, file and line, before anything is tried', async () => {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', 'secret', '-f', file('id')])
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file('ca')])
    execFileSync('ssh-keygen', ['-q', '-s', file('ca'), '-I', 'me', '-n', 'me', file('id.pub')])
    writeFileSync(file('token'), tokenKey)
    writeFileSync(file('library.so'), '\x7fELF\x02\x01', 'latin1')
    const { transport, warnings } = transportWith(`Host command
  ProxyCommand ssh -W %h:%p bastion
Host certificate
  CertificateFile ${file('id-cert.pub')}
  IdentityFile ${file('id')}
Host library
  PKCS11Provider /usr/lib/token.so
  IdentityFile ${file('library.so')}
Host token
  IdentityFile ${file('token')}
Host quantum
  KexAlgorithms mlkem768x25519-sha256,sntrup761x25519-sha512@openssh.com
Host mixed
  KexAlgorithms mlkem768x25519-sha256,curve25519-sha256
Host canonical
  CanonicalizeHostname yes
Host token-path
  UserKnownHostsFile ~/.ssh/%C
Host behind
  ProxyJump token
Host exchanged
  KexAlgorithms diffie-hellman-group-exchange-sha256
`)
    const hosts = [
      'command',
      'certificate',
      'library',
      'token',
      'quantum',
      'mixed',
      'canonical',
      'token-path',
      'behind',
      'exchanged',
    ]
    const { errors, remarks } = (await transport.examine?.(hosts)) ?? { errors: new Map(), remarks: new Map() }
    const at = (line: number): string => `${file('config')}:${line}`
    expect([...errors].map(([host, error]) => [host, error.reason, error.remedy])).toEqual([
      [
        'command',
        `${at(2)} has the ProxyCommand "ssh -W %h:%p bastion", which is not supported`,
        expect.stringContaining('ProxyJump bastion'),
      ],
      ['token-path', `${at(18)} has %C, which Berth does not know there`, 'Write the value itself.'],
    ])
    const fido = `${at(10)}: the key file ${file('token')} is the key of a FIDO token (sk-ssh-ed25519@openssh.com), which nobody could touch for each host; let the hosts take a key without one`
    expect(Object.fromEntries(remarks)).toEqual({
      command: [],
      certificate: [
        expect.stringMatching(`^${at(4)}: CertificateFile is not supported: `),
        `${at(5)}: ${file('id')}-cert.pub is not used: certificates of users are not supported`,
      ],
      library: [
        expect.stringMatching(`^${at(7)}: PKCS11Provider is not supported: `),
        `${at(8)}: the key file ${file('library.so')} is a PKCS#11 library; let ssh-agent hold the keys of its token`,
      ],
      token: [fido],
      quantum: [expect.stringMatching(`^${at(12)}: KexAlgorithms is not supported: it leaves only exchanges`)],
      mixed: [],
      exchanged: [],
      canonical: [expect.stringMatching(`^${at(16)}: CanonicalizeHostname is not supported: `)],
      'token-path': [],
      behind: [fido],
    })
    expect(warnings).toEqual([])
    await transport.close()
  })

  it('names the keyword that ssh refuses a file for, once and not again when it connects', async () => {
    const { transport, warnings } = transportWith('Host other\n  Hostnam x\n', {
      hosts: () => ({ address: '127.0.0.1', port: 1 }),
      password: 'any',
    })
    const remark = `${file('config')}:2: ssh has no keyword "hostnam", and refuses the file for it: correct it`
    expect((await transport.examine?.(['a', 'b']))?.remarks).toEqual(
      new Map([
        ['a', [remark]],
        ['b', [remark]],
      ]),
    )
    await expect(transport.connect('a')).rejects.toMatchObject({ code: 'BERTH_HOST_UNREACHABLE' })
    expect(warnings).toEqual([])
    await transport.close()
  })

  it('connects to nothing, and asks for no secret', async () => {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', 'secret', '-f', file('id')])
    let connections = 0
    const server = createServer((socket) => {
      connections += 1
      socket.destroy()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const asked: string[] = []
    const { transport } = transportWith('', {
      hosts: () => ({ address: '127.0.0.1', port }),
      privateKeyFile: file('id'),
      password: () => {
        asked.push('password')
        return 'x'
      },
      passphrase: () => {
        asked.push('passphrase')
        return 'x'
      },
    })
    expect(await transport.examine?.(['a'])).toEqual({ errors: new Map(), remarks: new Map([['a', []]]) })
    expect([connections, asked]).toEqual([0, []])
    // The same server is connected to as soon as somebody connects.
    await expect(transport.connect('a')).rejects.toBeInstanceOf(Error)
    expect(asked).not.toEqual([])
    await transport.close()
    await new Promise((resolve) => server.close(resolve))
  })
})
