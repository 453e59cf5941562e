import { setTimeout as delay } from 'node:timers/promises'
import { compare, type Ours } from './compare.js'
import type { HostsSnapshot } from './host-snapshot.js'
import { type Looking, snapshot } from './snapshot.js'

/** How hosts came to rest. */
export interface Settled {
  /** What was still wrong in the end; empty where nothing was. */
  readonly violations: readonly string[]
  /** Milliseconds until nothing was wrong any more, or until it was given up. */
  readonly took: number
  /** The last look. */
  readonly after: HostsSnapshot
}

/** Milliseconds between two looks. */
const apart = 250

/**
 * Looks at the hosts of an earlier look again and again, until nothing is wrong with them any more or `within`
 * milliseconds have passed. `ours` is asked for each look: what is known of runs may change meanwhile.
 */
export async function settle(
  testbed: Looking,
  before: HostsSnapshot,
  ours: () => Ours,
  within: number,
): Promise<Settled> {
  const began = performance.now()
  for (;;) {
    const after = await snapshot(testbed, [...before.keys()])
    const violations = compare(before, after, ours())
    const took = performance.now() - began
    if (violations.length === 0 || took >= within) return { violations, took, after }
    await delay(apart)
  }
}
