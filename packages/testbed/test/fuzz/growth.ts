import { readFileSync } from 'node:fs'
import { expect } from 'vitest'

/** Milliseconds that a measurement takes at least, so that what it measures is more than noise. */
const measurable = 3

/** How much larger the second input is. */
const step = 8

/** How much longer it may take: eight times for what is linear, sixty-four for what is not. */
const allowed = 30

/** Tries of which one has to hold: memory is cleaned up when it has to be, whoever is measured then. */
const tries = 4

/**
 * Holds that the time of some work grows with the size of its input, and no faster: by comparing two sizes on this very
 * machine, never by a number of seconds. `most` is the largest size that the smaller of the two may have.
 */
export function growsEvenly<Input>(
  make: (size: number) => Input,
  work: (input: Input) => unknown,
  { from = 500, most = 100_000 }: { readonly from?: number; readonly most?: number } = {},
): void {
  // What was never run is slow the first time.
  time(make(from), work)
  let size = from
  let taken = time(make(size), work)
  while (taken < measurable && size < most) {
    size *= 2
    taken = time(make(size), work)
  }
  const larger = make(size * step)
  const seen: number[] = []
  for (let left = tries; left > 0; left -= 1) {
    const after = time(larger, work)
    taken = Math.min(taken, time(make(size), work))
    seen.push(after / Math.max(taken, measurable))
    if (Math.min(...seen) <= allowed) return
  }
  expect(Math.min(...seen), `the growth of its time from ${size} to ${size * step}`).toBeLessThanOrEqual(allowed)
}

function time<Input>(input: Input, work: (input: Input) => unknown): number {
  const began = now()
  work(input)
  return now() - began
}

/** Milliseconds that this thread has worked: how long it waited for others on this machine is left aside. */
function now(): number {
  try {
    const [nanoseconds] = readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')
    return Number(nanoseconds) / 1_000_000
  } catch {
    return performance.now()
  }
}
