import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withFileLock } from '../../src/host-keys/file-lock.js'
import { type LockHolder, newHolder } from '../../src/host-keys/lock-holder.js'

let folder: string
let lock: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'berth-lock-'))
  lock = join(folder, 'lock')
})
afterEach(() => rmSync(folder, { recursive: true }))

/** A lock that a process left which differs from this one, by so many seconds ago. */
function leave(difference: Partial<LockHolder>, secondsAgo = 0): LockHolder {
  const holder = { ...newHolder(), ...difference }
  const text = JSON.stringify(holder)
  for (const path of [lock, `${lock}.${holder.token}`]) writeFileSync(path, text)
  age(secondsAgo)
  return holder
}

function age(seconds: number): void {
  const time = Date.now() / 1000 - seconds
  utimesSync(lock, time, time)
}

/** Whether the lock was had before it was taken away by hand. */
async function isTakenOver(): Promise<boolean> {
  let byHand = false
  const had = withFileLock(lock, async () => !byHand)
  const giveUp = setTimeout(() => {
    byHand = true
    rmSync(lock)
  }, 500)
  return had.finally(() => clearTimeout(giveUp))
}

describe('the lock', () => {
  it.each<[string, Partial<LockHolder>, number, boolean]>([
    ['of a process that lives is respected, however old it is', {}, 3600, false],
    ['of a dead process is taken over', { pid: 999_999_999 }, 0, true],
    ['of a dead process whose number lives again is taken over', { processStart: 'another boot 1' }, 0, true],
    ['from a container, where this number lives too, is respected', { pidNamespace: 'pid:[1]' }, 0, false],
    ['from another machine is respected', { machine: 'elsewhere', pid: 999_999_999 }, 20, false],
    ['from another machine is taken over when it is old', { machine: 'elsewhere' }, 40, true],
    ['from a container is taken over when it is old', { pidNamespace: 'pid:[1]' }, 40, true],
  ])('%s', async (_title, difference, secondsAgo, expected) => {
    leave(difference, secondsAgo)
    expect(await isTakenOver()).toBe(expected)
    expect(existsSync(lock)).toBe(false)
  })

  it.each([
    ['is respected', 0, false],
    ['is taken over when it is old', 40, true],
  ])('that says nothing of its holder %s', async (_title, secondsAgo, expected) => {
    writeFileSync(lock, '1')
    age(secondsAgo)
    expect(await isTakenOver()).toBe(expected)
  })

  it('of a dead process leaves nothing behind, whoever died while taking it over', async () => {
    const { token } = leave({ pid: 999_999_999 })
    const other = { ...newHolder(), pid: 999_999_998 }
    writeFileSync(`${lock}.${token}.over`, JSON.stringify(other))
    expect(await isTakenOver()).toBe(true)
    expect(readdirSync(folder)).toEqual([])
  })

  it('lets one in at a time', async () => {
    let inside = 0
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
  })

  it('that was lost to another one is not taken from it', async () => {
    await withFileLock(lock, async () => void leave({ machine: 'elsewhere' }))
    expect(existsSync(lock)).toBe(true)
  })
})
