import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { KeyFile } from '../../../src/login/key-file.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'berth-key-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

it('waits for nobody to write into a named pipe', async () => {
  const path = join(folder, 'id_ed25519')
  execFileSync('mkfifo', [path])
  await expect(new KeyFile(path, undefined).read()).rejects.toMatchObject({
    message: `the key file ${path} is no regular file`,
    isMissing: false,
  })
})

it.each(['/dev/zero', '/tmp'])('reads nothing of %s', async (path) => {
  await expect(new KeyFile(path, undefined).read()).rejects.toThrow('is no regular file')
})
