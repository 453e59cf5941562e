import { parseImageReference } from './parse-reference.js'
import type { ImageReference } from './reference.js'

/**
 * The repository of a reference by a digest, as a reference; null for a reference that has a digest, or that only the
 * runtime can read, as a path of an image file.
 */
export function withDigest(reference: string, digest: string): string | null {
  let parsed: ImageReference
  try {
    parsed = parseImageReference(reference)
  } catch {
    return null
  }
  return parsed.digest === null ? `${parsed.registry}/${parsed.repository}@${digest}` : null
}
