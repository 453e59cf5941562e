import type { RunRecord } from './run-record.js'

/** How the engine of each host was reached when a recorded run last launched there. */
export function reachedBefore(records: readonly RunRecord[]): ReadonlyMap<string, 'plain' | 'sudo'> {
  const inOrder = [...records].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
  return new Map(
    inOrder.flatMap(({ engines }) =>
      Object.entries(engines).map(([host, { reachedBy }]) => [host, reachedBy] as const),
    ),
  )
}
