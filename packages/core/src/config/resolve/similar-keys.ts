import { nearest } from '../check/did-you-mean.js'
import { clusterFileSchema } from '../model/schema.js'
import type { Resolution } from './resolution.js'

/**
 * Top-level keys of other tools pass, so a slip of the pen passes too: a key much like an absent key of Berth's is
 * warned about.
 */
export function warnOfSimilarKeys(value: unknown, resolution: Resolution): void {
  if (typeof value !== 'object' || value === null) return
  const known = Object.keys(clusterFileSchema.properties ?? {})
  const absent = known.filter((key) => !Object.hasOwn(value, key))
  for (const key of Object.keys(value)) {
    if (key.startsWith('_') || known.includes(key)) continue
    const meant = nearest(key, absent)
    if (meant !== undefined)
      resolution.warn('similar_key', [key], `is not a key that Berth reads; did you mean "${meant}"?`)
  }
}
