import { randomUUID } from 'node:crypto'
import { type ProcessIdentity, thisProcess } from '@berth/core/adapter'

/** Who holds a lock. */
export interface LockHolder extends ProcessIdentity {
  /** Tells apart all that ever wanted the lock. */
  readonly token: string
}

/** This process, wanting a lock. */
export function newHolder(): LockHolder {
  return { token: randomUUID(), ...thisProcess() }
}

/** Reads what a lock's file says of its holder; undefined where it says nothing that can be read. */
export function parseHolder(text: string): LockHolder | undefined {
  try {
    const said: unknown = JSON.parse(text)
    return isHolder(said) ? said : undefined
  } catch {
    return undefined
  }
}

function isHolder(said: unknown): said is LockHolder {
  if (typeof said !== 'object' || said === null || !('pid' in said) || !('token' in said)) return false
  const texts = ['machine', 'pidNamespace', 'processStart'].map((name) => (said as Record<string, unknown>)[name])
  const isNamed = typeof said.token === 'string' && /^[\w-]+$/.test(said.token)
  const isProcess = typeof said.pid === 'number' && Number.isSafeInteger(said.pid) && said.pid > 0
  return isNamed && isProcess && texts.every((text) => typeof text === 'string')
}
