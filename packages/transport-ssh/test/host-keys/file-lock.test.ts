import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withFileLock } from '../../src/host-keys/file-lock.js'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'berth-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('the lock', () => {
  it('of a dead process is taken over', async () => {
    const lock = join(folder, 'lock')
    writeFileSync(lock, '999999999')
    expect(await withFileLock(lock, async () => 'done')).toBe('done')
    expect(existsSync(lock)).toBe(false)
  })

  it('lets one in at a time', async () => {
    let inside = 0
    const lock = join(folder, 'lock')
    await Promise.all(
      Array.from({ length: 10 }, () =>
        withFileLock(lock, async () => {
          inside += 1
          await new Promise((resolve) => setTimeout(resolve, 5))
          expect(inside).toBe(1)
          inside -= 1
        }),
      ),
    )
  }, 30_000)
})
