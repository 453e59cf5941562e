import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { holdsMode, hostileUmasks, modeOf } from '../../../../repository/test/security/writes/holds-mode.js'
import { withUmask } from '../../../../repository/test/security/writes/with-umask.js'
import { withFileLock } from '../../../src/host-keys/file-lock.js'
import { KnownHostsFile } from '../../../src/host-keys/known-hosts-file.js'
import { Turn } from '../../../src/host-keys/turn.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'berth-modes-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const key = Buffer.concat([Buffer.from([0, 0, 0, 11]), Buffer.from('ssh-ed25519key')])

it.each(hostileUmasks)(
  'known hosts, and who writes there, may be changed by their user alone: umask %s',
  async (_, umask) => {
    await withUmask(umask, async () => {
      const path = join(folder, '.ssh', 'known_hosts')
      const failures: unknown[] = []
      const file = new KnownHostsFile(path, new Turn(), (error) => failures.push(error))
      await file.accept({ name: 'n', key, hashed: false })
      expect(failures).toEqual([])
      holdsMode('ssh-folder', modeOf(join(folder, '.ssh')))
      holdsMode('known-hosts', modeOf(path))
      await withFileLock(join(folder, 'lock'), async () => {
        const locks = readdirSync(folder).filter((name) => name.startsWith('lock'))
        expect(locks).toHaveLength(2)
        for (const name of locks) holdsMode('known-hosts-lock', modeOf(join(folder, name)))
      })
    })
  },
)

it('a file of known hosts that is there keeps the mode that it has', async () => {
  const path = join(folder, 'known_hosts')
  writeFileSync(path, 'a ssh-rsa AAAA\n', { mode: 0o640 })
  await new KnownHostsFile(path, new Turn(), (error) => expect.fail(String(error))).accept({
    name: 'n',
    key,
    hashed: false,
  })
  expect(modeOf(path)).toBe(0o640)
})
