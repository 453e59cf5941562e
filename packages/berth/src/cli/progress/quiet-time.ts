/** Seconds without a line after which it is said who is still at work: the first time, the second time, and so on. */
const quietSeconds = [10, 20, 40, 60, 120] as const

/**
 * Milliseconds without a line after which it is said who is still at work, where that was said so often already. The
 * longer something takes, the less often it is said.
 */
export function quietTime(saidBefore: number): number {
  return 1000 * (quietSeconds[saidBefore] ?? quietSeconds[quietSeconds.length - 1] ?? 0)
}
