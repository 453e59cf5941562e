import { setTimeout as delay } from 'node:timers/promises'
import { type Before, changed, type Looked } from './inventory.js'

/** Milliseconds after which what has not ended by itself never will. The longest wait within Berth is 15 s. */
const bound = 120_000
const pause = 1000

/** What was seen last, and what was still different then from how it was before, in words. */
export interface AtRest {
  readonly looked: Looked
  readonly left: readonly string[]
}

/** Looks until all is as it was before, or the bound is over. */
export async function untilSame(before: Before, look: () => Promise<Looked>): Promise<AtRest> {
  const end = performance.now() + bound
  for (;;) {
    const looked = await look()
    const left = changed(before, looked)
    if (left.length === 0 || performance.now() > end) return { looked, left }
    await delay(pause)
  }
}
