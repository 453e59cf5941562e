import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { programs } from '../../../src/command/programs.generated.js'
import type { ContainerShell } from '../../../src/contract/index.js'
import { readLocalFile } from '../../../src/files/local-tree.js'
import { putTree } from '../../../src/files/put-tree.js'
import { everyShell } from '../program/every-shell.js'

/** A user who reads the argument lists of this machine, and writes where everybody may. */
const another = 54_322

let folder: string
let shared: string
let trap: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'berth-shared-'))
  shared = join(folder, 'tmp')
  trap = join(folder, 'trap')
  for (const [path, mode] of [
    [folder, 0o755],
    [shared, 0o1777],
    [trap, 0o777],
  ] as const) {
    mkdirSync(path, { recursive: true })
    chmodSync(path, mode)
  }
})
afterEach(() => rmSync(folder, { recursive: true }))

// Only root can make what is another user's.
describe.runIf(process.geteuid?.() === 0)('a folder that everybody may write to', () => {
  everyShell(programs, ['files/look', 'files/append', 'files/finish', 'files/discard'], ({ container }) => {
    const put = (shell: ContainerShell = container) => {
      const file = join(folder, 'file')
      writeFileSync(file, Buffer.alloc(1_100_000, 'x'))
      return readLocalFile(file, 'file').then((tree) =>
        putTree(shell, { tree, path: `${shared}/file`, folder: shared, modeIfMissing: null }, {}),
      )
    }
    /** Has somebody read the id of the transfer in the argument list, and make something of the folder's name. */
    const meddled = (make: (staging: string) => void): ContainerShell => ({
      host: 'here',
      exec: (command, options) => {
        const words = typeof command === 'string' ? [] : command
        const id = words[words.indexOf('berth-put-look') + 2] ?? ''
        if (words.includes('berth-put-look')) make(join(shared, `.berth-put-${id}`))
        return container.exec(command, options)
      },
    })
    const pass = async () => {
      expect(await put()).toMatchObject({ files: 1 })
      expect(readdirSync(shared)).toEqual(['file'])
    }

    it('takes what is put there', pass)

    it('a link in the place of what arrives leads nothing astray', async () => {
      await expect(put(meddled((staging) => symlinkSync(trap, staging)))).rejects.toMatchObject({
        code: 'BERTH_FILE_FAILED',
        reason: expect.stringContaining("is not this user's own"),
      })
      expect(readdirSync(trap)).toEqual([])
      expect(existsSync(join(shared, 'file'))).toBe(false)
    })

    it('a folder of another user is not used, and what is in it is not touched', async () => {
      const left: string[] = []
      const putting = put(
        meddled((staging) => {
          mkdirSync(staging)
          writeFileSync(join(staging, 'precious'), 'of another user')
          chmodSync(staging, 0o777)
          chownSync(staging, another, another)
          left.push(staging)
        }),
      )
      await expect(putting).rejects.toMatchObject({ reason: expect.stringContaining("is not this user's own") })
      expect(left.flatMap((staging) => readdirSync(staging))).toEqual(['precious'])
      expect(existsSync(join(shared, 'file'))).toBe(false)
    })

    it('a folder that others may write to is not used, though it is of this user', async () => {
      const putting = put(
        meddled((staging) => {
          mkdirSync(staging)
          chmodSync(staging, 0o777)
        }),
      )
      await expect(putting).rejects.toMatchObject({ reason: expect.stringContaining("is not this user's own") })
      expect(lstatSync(shared).mode & 0o7777).toBe(0o1777)
    })
  })
})
