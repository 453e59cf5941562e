import { setTimeout as delay } from 'node:timers/promises'
import { differences } from './differences.js'
import type { HeldThings } from './inventory.js'

/** Milliseconds after which what has not ended by itself never will. The longest wait within Berth is 15 s. */
const bound = 120_000
const pause = 500

/**
 * Looks until all is as it was before, or the bound is over: then resolves with what differs, in words. Without files
 * in `before`, those are let be.
 */
export async function untilSame(
  before: Pick<HeldThings, 'passing'> & Partial<HeldThings>,
  look: () => Promise<HeldThings>,
): Promise<string[]> {
  const end = performance.now() + bound
  for (;;) {
    const { passing, files } = await look()
    const left = [...differences(before.passing, passing), ...differences(before.files ?? files, files)]
    if (left.length === 0 || performance.now() > end) return left
    await delay(pause)
  }
}
