import type { LauncherDialect } from '../launcher/launcher.js'
import { hostsOfRanks, type PlacedRanks } from '../ranks/place-ranks.js'
import type { FailedRank } from './failed-rank.js'
import type { RankEnding } from './rank-endings.js'
import { readFailure, type Said } from './read-failure.js'

/** What is known of a launch that went wrong. */
export interface FailedLaunch {
  readonly placed: readonly PlacedRanks[]
  readonly dialect: LauncherDialect
  /** What ranks told of their own bad ends, the first one first. */
  readonly endings: readonly RankEnding[]
  /** The ends of what was printed. */
  readonly said: Said
  /** The host of a name that the launcher uses for it, by its name in the cluster file. */
  readonly hostOf: (name: string) => string | undefined
}

/**
 * The rank that failed first, with its host by its name in the cluster file: the first that told of its own end, in the
 * words of the launcher where it has better ones for the same rank; else what the launcher says. Null where nobody says
 * anything.
 */
export function firstFailure({ placed, dialect, endings, said, hostOf }: FailedLaunch): FailedRank | null {
  const hosts = hostsOfRanks(placed)
  const told = readFailure(said, dialect)
  const [own] = endings
  if (own !== undefined) {
    const place = own.host === null ? undefined : placed[own.host]
    const host = place?.host ?? (own.rank === null ? null : (hosts[own.rank] ?? null))
    const isSame = told !== null && told.rank !== null && told.rank === own.rank
    return { rank: own.rank, host, how: isSame ? told.how : howOf(own.exitCode) }
  }
  if (told === null) return null
  const named = told.host === null ? undefined : hostOf(told.host)
  return { ...told, host: named ?? (told.rank === null ? told.host : (hosts[told.rank] ?? told.host)) }
}

function howOf(exitCode: number): string {
  return exitCode > 128 ? `was ended by signal ${exitCode - 128}` : `exited with code ${exitCode}`
}
