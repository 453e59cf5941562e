import { appendFile, link, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { processStanding } from '@berth/core/adapter'
import { newHolder, parseHolder } from './lock-holder.js'

/** Milliseconds between two tries, and for which a lock is waited for. */
const pause = 20
const patience = 5000

/**
 * Milliseconds for which a lock is left to a holder of whom nobody here can tell whether it lives. Less than the
 * patience: a container that is started anew after its end gets its own lock back.
 */
const lease = 4000

/** A lock to be had: its path, and that of a file that says who wants it. */
interface Wanted {
  readonly path: string
  readonly own: string
  /** When that file was made, by the clock of this process. */
  readonly since: number
}

/**
 * Does `work` while no other process holds the lock, a file that says who holds it. The lock of a process that is dead
 * is taken over; that of a process out of sight, on another machine or in another container, once it is 4 s old.
 * Rejects if the lock cannot be had within 5 s.
 */
export async function withFileLock<Value>(path: string, work: () => Promise<Value>): Promise<Value> {
  const holder = newHolder()
  const own = ownFile(path, holder.token)
  await writeFile(own, JSON.stringify(holder), { flag: 'wx', mode: 0o600 })
  try {
    await acquire({ path, own, since: performance.now() })
    try {
      // The lock's time begins now, by the clock of the file system.
      await appendFile(own, '\n')
      return await work()
    } finally {
      // Held for longer than the lease, it may be another one's by now.
      if ((await tokenIn(path)) === holder.token) await rm(path, { force: true })
    }
  } finally {
    await rm(own, { force: true })
  }
}

async function acquire(wanted: Wanted): Promise<void> {
  const giveUp = performance.now() + patience
  for (;;) {
    if (await isLinked(wanted)) return
    if (performance.now() > giveUp) throw new Error(`${wanted.path} is held by another process`)
    await removeIfDead(wanted)
    await delay(pause)
  }
}

/** A link appears with its content or not at all, so that no one reads a lock without a holder. */
async function isLinked({ path, own }: Wanted): Promise<boolean> {
  try {
    await link(own, path)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/**
 * Takes the lock of a dead holder away. Between looking at a lock and removing it, others may have removed it and one
 * of them have it: so only who has a second lock, which is about this dead holder alone, may remove it, and looks once
 * more before. Whoever dies with the second lock is dealt with in the same way.
 */
async function removeIfDead(wanted: Wanted): Promise<void> {
  const { path } = wanted
  const dead = await deadIn(wanted)
  if (dead === undefined) return
  const right = { ...wanted, path: `${path}.${dead}.over` }
  if (!(await isLinked(right))) return removeIfDead(right)
  try {
    if ((await tokenIn(path)) !== dead) return
    await rm(path, { force: true })
    await rm(ownFile(path, dead), { force: true })
  } finally {
    await rm(right.path, { force: true })
  }
}

/** The token of the holder, if it can no longer be at work. */
async function deadIn(wanted: Wanted): Promise<string | undefined> {
  const text = await contentOf(wanted.path)
  if (text === undefined) return undefined
  const holder = parseHolder(text)
  const standing = holder === undefined ? 'unknown' : processStanding(holder)
  const isDead = standing === 'dead' || (standing === 'unknown' && (await isOlder(wanted)))
  return isDead ? (holder?.token ?? unreadable) : undefined
}

/** Whether a lock is older than a lease, by the clock of the file system, which all who want it have in common. */
async function isOlder({ path, own, since }: Wanted): Promise<boolean> {
  const [held, made] = await Promise.all([stat(path), stat(own)]).catch(() => [])
  if (held === undefined || made === undefined) return false
  return made.mtimeMs + performance.now() - since - held.mtimeMs > lease
}

/** Stands for the token of a holder whose lock says nothing that can be read. */
const unreadable = 'unreadable'

async function tokenIn(path: string): Promise<string | undefined> {
  const text = await contentOf(path)
  return text === undefined ? undefined : (parseHolder(text)?.token ?? unreadable)
}

function contentOf(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined)
}

function ownFile(path: string, token: string): string {
  return `${path}.${token}`
}
