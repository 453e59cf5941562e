import { growth } from './growth.js'
import type { Memory } from './process-measure.js'
import type { SoakReport } from './soak-report.js'

/** Rounds at first whose memory does not count: code is compiled, and caches are filled. */
const warmUp = 1

/**
 * Rounds that have to count before the memory of the whole process is judged, which moves by tens of megabytes: its
 * allocators keep what nothing holds.
 */
const roundsForRss = 9

/** Bytes by which memory at rest moves up and down without growing. */
const noise: Memory = { heapUsed: 1_000_000, external: 500_000, arrayBuffers: 500_000, rss: 24_000_000 }

/** What there is to complain of, in words. Empty where nothing was left behind and no memory grew. */
export function findingsOf({ rounds, failure, leftAtEnd }: Omit<SoakReport, 'madeOnce'>): string[] {
  const left = rounds.flatMap(({ left }, index) => left.map((what) => `after round ${index + 1}: ${what}`))
  const failed = failure === null ? [] : [`in round ${rounds.length + 1}: ${failure}`]
  const counted = rounds.slice(warmUp)
  const grown = (Object.keys(noise) as (keyof Memory)[]).flatMap((kind) => {
    if (kind === 'rss' && counted.length < roundsForRss) return []
    const grew = growth(
      counted.map(({ memory }) => memory[kind]),
      noise[kind],
    )
    return grew === null ? [] : [`${kind} grows by ${Math.round(grew.perRound / 1000)} kB from round to round`]
  })
  return [...failed, ...left, ...leftAtEnd.map((what) => `after all was closed: ${what}`), ...grown]
}
