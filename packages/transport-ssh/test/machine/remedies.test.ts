import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { type SshTransportOptions, sshTransport } from '@berth/transport-ssh'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { printedCommand } from '../../../testbed/test/remedies/printed-commands.js'
import { runsRemedy } from '../../../testbed/test/remedies/runs-remedy.js'
import { describeWith } from '../../../testbed/test/tiers/test-with.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'berth-remedies-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** What connecting to a port where nobody listens fails with, after files have been read. */
const failure = async (options: SshTransportOptions): Promise<string> => {
  const hosts = () => ({ address: '127.0.0.1', port: 1 })
  const transport = sshTransport({ hosts, agent: null, onWarning: () => undefined, configFiles: [], ...options })
  const error: unknown = await transport.connect('one').then(
    () => 'nothing',
    (reason: unknown) => reason,
  )
  await transport.close()
  return String(error)
}

const runPrinted = (text: string, words: string): void => {
  const { hosts, line } = printedCommand(text, words)
  expect(hosts).toBeNull()
  execFileSync('sh', ['-c', line])
}

describe('a file of the SSH configuration', () => {
  let included: string
  let options: SshTransportOptions
  beforeEach(() => {
    const config = join(folder, 'config')
    included = join(folder, "it's included")
    writeFileSync(config, `Include "${included}"\n`)
    writeFileSync(included, 'User ann\n', { mode: 0o640 })
    options = { configFiles: [config] }
  })

  runsRemedy('ssh-config-close', 'keeps others from writing it, and leaves the rest as it is', async () => {
    chmodSync(included, 0o662)
    const text = await failure(options)
    expect(text).toContain(`${included} may be written by everybody, so it is not obeyed`)
    runPrinted(text, 'chmod')
    expect(statSync(included).mode & 0o777).toBe(0o640)
    expect(await failure(options)).toContain('127.0.0.1 port 1 refuses connections')
  })

  describe.runIf(process.getuid?.() === 0)("of another user's", () => {
    runsRemedy('ssh-config-own', 'gives it to the user who runs Berth', async () => {
      chownSync(included, 65_534, 0)
      const text = await failure(options)
      expect(text).toContain(`${included} belongs to another user (uid 65534)`)
      runPrinted(text, 'chown')
      expect(statSync(included).uid).toBe(userInfo().uid)
      expect(await failure(options)).toContain('127.0.0.1 port 1 refuses connections')
    })
  })
})

describeWith('ssh-keygen')('a private key that others may read', () => {
  let privateKeyFile: string
  beforeEach(() => {
    privateKeyFile = join(folder, 'a key')
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', privateKeyFile])
  })

  runsRemedy('key-file-hide', 'hides it, and it is used', async () => {
    chmodSync(privateKeyFile, 0o644)
    const text = await failure({ privateKeyFile })
    expect(text).toContain(`the key file ${privateKeyFile} may be used by others (mode 644), so it is ignored`)
    runPrinted(text, 'chmod')
    expect(statSync(privateKeyFile).mode & 0o777).toBe(0o600)
    expect(await failure({ privateKeyFile })).toContain('127.0.0.1 port 1 refuses connections')
  })

  it('is warned of once where another way to log in is there', async () => {
    chmodSync(privateKeyFile, 0o640)
    const warnings: string[] = []
    const options = { privateKeyFile, password: 'any', onWarning: (text: string) => warnings.push(text) }
    expect(await failure(options)).toContain('127.0.0.1 port 1 refuses connections')
    expect(warnings).toEqual([expect.stringMatching(/a key may be used by others[\s\S]*Run: chmod 600 '.*a key'$/)])
  })
})
