import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sshTransport } from '@berth/transport-ssh'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../../../core/test/command/processes.js'
import { canRunSshd, startSshd, type TestSshd } from './sshd.js'

describe.runIf(canRunSshd)('the ways to log in', () => {
  const password = 'right password'
  let sshd: TestSshd
  beforeAll(async () => {
    sshd = await startSshd({ password, config: ['PasswordAuthentication yes', 'UsePAM no', 'LogLevel VERBOSE'] })
  })
  afterAll(() => sshd.stop())

  /** Logs in with what is right, key and password, but for what the configuration leaves out. */
  const login = async (config: string, withKey: boolean): Promise<void> => {
    const file = join(sshd.folder, 'config')
    writeFileSync(file, config)
    const { privateKeyFile, ...others } = sshd.options
    const key = withKey ? { privateKeyFile } : {}
    const transport = sshTransport({ ...others, ...key, password, configFiles: [file] })
    await transport.connect('one').finally(() => transport.close())
  }

  const acceptedMethods = (): readonly string[] =>
    [...sshd.log().matchAll(/Accepted (\S+) for/g)].map(([, method = '']) => method)

  it('are not the password where the configuration says no', async () => {
    const config = 'PasswordAuthentication no\nKbdInteractiveAuthentication no\n'
    await expect(login(config, false)).rejects.toMatchObject({
      code: 'BERTH_AUTH_FAILED',
      message: expect.stringMatching(/config:1 has "PasswordAuthentication no"/),
    })
  })

  it('are not keys where the configuration says no', async () => {
    const config = 'PubkeyAuthentication no\nPreferredAuthentications publickey\n'
    await expect(login(config, true)).rejects.toMatchObject({ code: 'BERTH_AUTH_FAILED' })
  })

  it.each([
    ['PreferredAuthentications password,publickey', 'password'],
    ['PreferredAuthentications publickey,password', 'publickey'],
  ])('come in the order of %s', async (config, method) => {
    const before = acceptedMethods().length
    await login(`${config}\n`, true)
    const accepted = await eventually(acceptedMethods, (methods) => methods.length > before)
    expect(accepted.at(-1)).toBe(method)
  })
})
