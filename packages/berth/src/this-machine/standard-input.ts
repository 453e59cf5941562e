import { fstatSync } from 'node:fs'
import type { Readable } from 'node:stream'

/**
 * Standard input of this process where it is a pipe, a socket or a file; null for a terminal, the null device and
 * whatever else may never end. Nothing is read of it before it is asked for.
 */
export function standardInput(): Readable | null {
  const kind = fstatSync(0)
  return kind.isFIFO() || kind.isSocket() || kind.isFile() ? process.stdin : null
}
