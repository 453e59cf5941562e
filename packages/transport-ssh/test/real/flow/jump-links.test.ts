import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Transport } from '@berth/core/adapter'
import { sshTransport } from '@berth/transport-ssh'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { eventually } from '../../../../core/test/command/processes.js'
import { canRunSshd, makeKey, startSshd, type TestSshd } from '../sshd.js'

describe.runIf(canRunSshd)('a jump host', () => {
  let folder: string
  let target: TestSshd
  let bastion: TestSshd
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'berth-bastion-'))
    const config = ['MaxSessions 0', `ForceCommand touch ${join(folder, 'ran')}`]
    ;[target, bastion] = await Promise.all([startSshd(), startSshd({ config })])
    const userKey = `IdentityFile ${target.options.privateKeyFile}\n`
    const section = (name: string, { port }: TestSshd, more: string): string =>
      `Host ${name}\n  HostName 127.0.0.1\n  Port ${port}\n  ${more}`
    makeKey(join(folder, 'stranger'))
    const lines = [
      section('edge', bastion, `IdentityFile ${bastion.options.privateKeyFile}\n`),
      section('stranger', bastion, `IdentityFile ${join(folder, 'stranger')}\n`),
      section('unchecked', bastion, `IdentityFile ${bastion.options.privateKeyFile}\n  StrictHostKeyChecking no\n`),
      section('strict', bastion, `IdentityFile ${bastion.options.privateKeyFile}\n  StrictHostKeyChecking yes\n`),
      section('alias', bastion, `IdentityFile ${bastion.options.privateKeyFile}\n  HostKeyAlias other\n`),
      section('behind-*', target, userKey),
      ...['edge', 'stranger', 'unchecked', 'strict', 'alias'].map(
        (jump) => `Host behind-${jump}\n  ProxyJump ${jump}\n`,
      ),
      'User root\n',
    ]
    writeFileSync(join(folder, 'config'), lines.join(''))
  })
  afterEach(async () => {
    await Promise.all([target.stop(), bastion.stop()])
    rmSync(folder, { recursive: true })
  })
  const transportOf = (): Transport =>
    sshTransport({
      agent: null,
      configFiles: [join(folder, 'config')],
      knownHostsFile: join(folder, 'known_hosts'),
      onWarning: () => undefined,
    })

  it('is asked to forward and for nothing else: no session is opened there, and no command runs', async () => {
    const transport = transportOf()
    const host = await transport.connect('behind-edge')
    const results = await Promise.all(Array.from({ length: 5 }, () => host.exec('echo there')))
    expect(results.map(({ stdout }) => stdout)).toEqual(results.map(() => 'there\n'))
    await transport.close()
    expect(existsSync(join(folder, 'ran'))).toBe(false)
  })

  it('is used again only by hosts that log in to it alike', async () => {
    const transport = transportOf()
    await transport.connect('behind-edge')
    await expect(transport.connect('behind-stranger')).rejects.toMatchObject({ code: 'BERTH_AUTH_FAILED' })
    await eventually(
      () => bastion.sessions().length,
      (count) => count === 1,
    )
    await transport.connect('behind-alias')
    expect(bastion.sessions()).toHaveLength(2)
    await transport.close()
  })

  it('whose key is not checked for one host is not trusted for another that is strict', async () => {
    const transport = transportOf()
    await transport.connect('behind-unchecked')
    await expect(transport.connect('behind-strict')).rejects.toMatchObject({ code: 'BERTH_HOST_KEY' })
    await transport.close()
  })
})
