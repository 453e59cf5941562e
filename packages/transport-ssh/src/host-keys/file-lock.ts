import { randomUUID } from 'node:crypto'
import { link, readFile, rm, writeFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'

/** Milliseconds between two tries, and for which a lock is waited for. */
const pause = 20
const patience = 5000

/**
 * Does `work` while no other process of this machine holds the lock, a file with the owner's process id. The lock of a
 * process that is dead is taken over. Rejects if the lock cannot be had within 5 s.
 */
export async function withFileLock<Value>(path: string, work: () => Promise<Value>): Promise<Value> {
  const own = `${path}.${process.pid}.${randomUUID()}`
  await writeFile(own, String(process.pid), { flag: 'wx', mode: 0o600 })
  try {
    await acquire(path, own)
    try {
      return await work()
    } finally {
      await rm(path, { force: true })
    }
  } finally {
    await rm(own, { force: true })
  }
}

/** A link appears with its content or not at all, so that no one reads a lock without an owner. */
async function acquire(path: string, own: string): Promise<void> {
  const giveUp = performance.now() + patience
  for (;;) {
    try {
      await link(own, path)
      return
    } catch (error) {
      if (!isExisting(error) || performance.now() > giveUp) throw error
    }
    await removeIfDead(path)
    await delay(pause)
  }
}

async function removeIfDead(path: string): Promise<void> {
  const owner = Number(await readFile(path, 'utf8').catch(() => Number.NaN))
  if (Number.isInteger(owner) && owner > 0 && !isAlive(owner)) await rm(path, { force: true })
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH')
  }
}

function isExisting(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST'
}
