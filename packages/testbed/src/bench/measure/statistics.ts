/** The middle of some numbers; of an even number of them, half-way between the two in the middle. NaN for none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const [below = Number.NaN, above = Number.NaN] = [sorted[middle - 1], sorted[middle]]
  return sorted.length % 2 === 1 ? above : (below + above) / 2
}

/**
 * How many times as long one series took as another of the same rounds: the median over the rounds of the two's ratio
 * in each. A machine that is busy for a while is so for both of a round, so this is steadier than the ratio of two
 * medians. NaN if no round has both.
 */
export function pairedRatio(series: readonly number[], reference: readonly number[]): number {
  return median(
    series.flatMap((value, round) => {
      const beside = reference[round]
      return beside === undefined ? [] : [value / beside]
    }),
  )
}
