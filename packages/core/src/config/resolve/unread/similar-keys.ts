import type { Resolution } from '../resolution.js'
import type { FoundKey } from './unread-keys.js'

/**
 * Keys of other tools pass at the top level and in hosts, so a slip of the pen passes too: a key much like an absent
 * key of Berth's is warned about, on whatever number of hosts it is.
 */
export function warnOfSimilarKeys(keys: readonly FoundKey[], resolution: Resolution): void {
  for (const { path, entries, meant } of keys) {
    if (meant === null) continue
    const others = entries > 1 ? ` (nor in ${entries - 1} more of node_dict)` : ''
    resolution.warn('similar_key', path, `is not a key that Berth reads${others}; did you mean "${meant}"?`)
  }
}
