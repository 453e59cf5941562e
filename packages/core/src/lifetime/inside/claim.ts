import { readOwner } from '../owners/owner-text.js'
import type { Owner } from '../owners/run.js'
import { timeOf } from './time-of.js'

/** That a process uses a container that it did not make. */
export interface Claim {
  /** Random, for each process and cluster object. */
  readonly id: string
  readonly run: string
  readonly owner: Owner
  /** RFC 3339, by the container's clock. */
  readonly at: string
}

/** Reads a claim as its file tells it, after the launch: `SECONDS RUN OWNER`; null for anything else. */
export function parseClaim(id: string, text: string): Claim | null {
  const [, seconds = '', run, json] = /^(\d*) (\S+) (.+)$/.exec(text) ?? []
  const owner = readOwner(json ?? '')
  return run === undefined || owner === null ? null : { id, run, owner, at: timeOf(seconds) }
}
