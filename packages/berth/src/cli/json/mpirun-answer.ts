import type { FailedRank, MpiLaunch, MpiLauncher, MpiResult } from '@berth/core'

/** What became of a program with many ranks. */
export interface MpirunMembers {
  /** The host on which the launcher ran. */
  readonly head: string | null
  readonly launcher: MpiLauncher | null
  /** How the launcher's daemons were started. */
  readonly launch: MpiLaunch | null
  /** The host of each rank, by its number. */
  readonly ranks: readonly string[] | null
  /** How the launcher ended. */
  readonly result: MpirunEnding | null
  /** The rank that failed first, as the launcher tells it; null where it tells of none. */
  readonly failed: FailedRank | null
}

/** How a launcher ended, and what it and the ranks printed. */
export type MpirunEnding = Pick<
  MpiResult,
  'exitCode' | 'signal' | 'endedBy' | 'mayStillRun' | 'stdout' | 'stderr' | 'truncated' | 'duration'
>

/** A result as JSON. */
export function mpirunAnswer(result: MpiResult): MpirunMembers {
  const { host: head, launcher, launch, hosts: ranks, failed } = result
  const { exitCode, signal, endedBy, mayStillRun, stdout, stderr, truncated, duration } = result
  const ending = { exitCode, signal, endedBy, mayStillRun, stdout, stderr, truncated, duration }
  return { head, launcher, launch, ranks, result: ending, failed }
}
