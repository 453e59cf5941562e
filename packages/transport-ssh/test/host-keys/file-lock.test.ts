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

/** Waits for the lock, which is taken away by hand after a while, and tells whether it was had before. */
async function isRespected(): Promise<boolean> {
  let had = false
  const waiting = withFileLock(lock, async () => {
    had = true
  })
  await new Promise((resolve) => setTimeout(resolve, 300))
  const respected = !had
  rmSync(lock, { force: true })
  await waiting
  return respected
}

describe('the lock', () => {
  it.each<[string, Partial<LockHolder>, number]>([
    ['a process that lives is respected, however old it is', {}, 3600],
    ['a container, where this number lives too, is respected', { pidNamespace: 'pid:[1]' }, 0],
    ['another machine is respected', { machine: 'elsewhere', pid: 999_999_999 }, 0],
  ])('of %s', async (_title, difference, secondsAgo) => {
    leave(difference, secondsAgo)
    expect(await isRespected()).toBe(true)
  })

  it.each<[string, Partial<LockHolder>, number]>([
    ['a dead process', { pid: 999_999_999 }, 0],
    ['a dead process whose number lives again', { processStart: 'another boot 1' }, 0],
    ['another machine that is old', { machine: 'elsewhere' }, 40],
    ['a container that is old', { pidNamespace: 'pid:[1]' }, 40],
    ['a container, after a while', { pidNamespace: 'pid:[1]' }, 0],
  ])('of %s is taken over', async (_title, difference, secondsAgo) => {
    leave(difference, secondsAgo)
    expect(await withFileLock(lock, async () => 'had')).toBe('had')
    expect(readdirSync(folder)).toEqual([])
  })

  it('that says nothing of its holder is taken over when it is old', async () => {
    writeFileSync(lock, '1')
    expect(await isRespected()).toBe(true)
    writeFileSync(lock, '1')
    age(40)
    expect(await withFileLock(lock, async () => 'had')).toBe('had')
  })

  it('of a dead process leaves nothing behind, whoever died while taking it over', async () => {
    const { token } = leave({ pid: 999_999_999 })
    const other = { ...newHolder(), pid: 999_999_998 }
    writeFileSync(`${lock}.${token}.over`, JSON.stringify(other))
    expect(await withFileLock(lock, async () => 'had')).toBe('had')
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
