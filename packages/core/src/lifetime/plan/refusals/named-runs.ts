import { isKnown } from '../../owners/ownership.js'
import type { HostSituation } from '../situation.js'

/**
 * The runs of containers as `--run` takes them; null where that names nothing: for a container without labels that can
 * be read, or of another cluster.
 */
export function namedRuns(situations: readonly HostSituation[], cluster: string): string | null {
  const runs = new Set<string>()
  for (const { ownership } of situations) {
    if (!isKnown(ownership) || ownership.labels.cluster !== cluster) return null
    runs.add(ownership.labels.run)
  }
  return runs.size === 0 ? null : [...runs].sort().join(',')
}
