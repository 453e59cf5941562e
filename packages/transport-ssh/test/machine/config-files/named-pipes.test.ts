import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execaSync } from 'execa'
import { afterAll, expect, test } from 'vitest'
import { configFilesOf } from '../../../src/config-files/config-file.js'
import { readSshConfig } from '../../../src/config-files/read-ssh-config.js'
import { KeyFiles } from '../../../src/login/key-files.js'
import { SshConfigError } from '../../../src/ssh-config/ssh-config-error.js'

const folder = mkdtempSync(join(tmpdir(), 'berth-pipes-'))
const at = (name: string): string => join(folder, name)
afterAll(() => rmSync(folder, { recursive: true, force: true }))
execaSync('mkfifo', [at('pipe'), at('key'), at('key.pub'), at('key-cert.pub')])

test('a named pipe in the place of an ssh_config is not waited for', () => {
  writeFileSync(at('config'), `Include ${at('pipe')}\n`)
  for (const name of ['pipe', 'config']) {
    const read = (): unknown => readSshConfig(configFilesOf([at(name)], folder), { user: 'ann', home: folder })
    expect(read).toThrow(SshConfigError)
    expect(read).toThrow(/pipe is a named pipe/)
  }
})

test('named pipes in the place of a key and of what belongs to it are not waited for', async () => {
  const { keys, failures, publicKeys } = await new KeyFiles(undefined).usable([{ path: at('key'), named: true }])
  expect([keys, publicKeys, failures.map(({ message }) => message)]).toEqual([
    [],
    [],
    [expect.stringContaining('is no regular file')],
  ])
})
