import { randomBytes } from 'node:crypto'

/** A container name that no other test has. */
export function uniqueName(stem = 'lab'): string {
  return `${stem}-${randomBytes(5).toString('hex')}`
}
