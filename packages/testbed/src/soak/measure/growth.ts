/** How a value grew over rounds of the same work. */
export interface Growth {
  /** By how much from one round to the next, at least. */
  readonly perRound: number
}

/**
 * Whether a value grew from round to round, and did not only move: each value of the last third of the rounds is larger
 * than each of the first third, by more than `noise`. Null where it did not grow, or there are fewer than three values.
 */
export function growth(values: readonly number[], noise: number): Growth | null {
  const third = Math.floor(values.length / 3)
  if (third === 0) return null
  const rise = Math.min(...values.slice(-third)) - Math.max(...values.slice(0, third))
  return rise > noise ? { perRound: rise / (values.length - third) } : null
}
