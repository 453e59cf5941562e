import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type SshTransportOptions, sshTransport } from '@berth/transport-ssh'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canRunSshd, startSshd, type TestSshd } from './sshd.js'

const user = 'alice@corp.example'

describe.runIf(canRunSshd)('a user with an @ in the name', () => {
  let sshd: TestSshd
  beforeAll(async () => {
    sshd = await startSshd({ account: user })
  })
  afterAll(() => sshd.stop())

  /** Who runs a command, and who logged in over how many connections for it. */
  const seen = async (options: SshTransportOptions): Promise<string> => {
    const { hosts: _, username: __, ...others } = sshd.options
    const transport = sshTransport({ ...others, ...options })
    try {
      const host = await transport.connect('one')
      const { stdout } = await host.exec(['sh', '-c', 'id -un; echo "$USER $HOME"'])
      expect(sshd.sessions()).not.toEqual([])
      return stdout
    } finally {
      await transport.close()
    }
  }
  const place = () => ({ address: '127.0.0.1', port: sshd.port })
  const expected = () => `${user}\n${user} ${sshd.home}\n`

  it('logs in as the cluster file says', async () => {
    expect(await seen({ username: user, hosts: place })).toBe(expected())
    expect(await seen({ hosts: () => ({ ...place(), username: user }) })).toBe(expected())
  })

  it('logs in to jump hosts, as the cluster file and the SSH configuration say', async () => {
    const jump = `${user}@127.0.0.1:${sshd.port}`
    const known = new Map([['one', { ...place(), username: user, jump }]])
    expect(await seen({ hosts: known })).toBe(expected())
    const config = join(sshd.folder, 'config')
    const lines = [
      'Host one',
      `  HostName 127.0.0.1\n  Port ${sshd.port}\n  User ${user}\n  ProxyJump ${jump}`,
      `Match user ${user}`,
      `  IdentityFile ${sshd.options.privateKeyFile}`,
    ]
    writeFileSync(config, `${lines.join('\n')}\n`)
    const { privateKeyFile: _, ...others } = sshd.options
    const transport = sshTransport({ ...others, configFiles: [config], hosts: new Map(), username: user })
    try {
      expect((await (await transport.connect('one')).exec(['id', '-un'])).stdout).toBe(`${user}\n`)
    } finally {
      await transport.close()
    }
  })

  it('has files, and commands that end with all that they began', async () => {
    const transport = sshTransport({ ...sshd.options, hosts: place, username: user })
    try {
      const host = await transport.connect('one')
      const path = `${sshd.home}/a file`
      await host.putFile(path, 'content')
      expect(Buffer.from(await host.getFile(path)).toString()).toBe('content')
      const ended = await host.exec('sleep 600 & sleep 600', { timeout: 1000 })
      expect(ended.endedBy).toBe('timeout')
      expect(ended.mayStillRun).toBeUndefined()
    } finally {
      await transport.close()
    }
  })
})
