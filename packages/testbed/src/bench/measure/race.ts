import type { Contender, Lane } from './contender.js'

/** How often a question is asked. */
export interface Rounds {
  /** Rounds that count. */
  readonly counted: number
  /** Rounds before the counted ones: caches fill, and code is compiled. */
  readonly warmUp: number
}

/**
 * Runs the contenders one after the other, round by round (A B C A B C …), so that a machine's noise is spread over all
 * of them.
 */
export async function race(
  contenders: readonly Contender[],
  { counted, warmUp }: Rounds,
  signal: AbortSignal,
): Promise<readonly Lane[]> {
  const entries = contenders.map((contender) => ({ contender, seconds: [] as number[] }))
  for (let round = -warmUp; round < counted; round++) {
    for (const { contender, seconds } of entries) {
      signal.throwIfAborted()
      await contender.prepare?.()
      const began = performance.now()
      await contender.run()
      if (round >= 0) seconds.push((performance.now() - began) / 1000)
    }
  }
  return entries.map(({ contender: { what, remark }, seconds }) => ({ what, seconds, remark: remark?.() ?? null }))
}
