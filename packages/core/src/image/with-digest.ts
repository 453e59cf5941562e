import { parseImageReference } from '../contract/index.js'

/**
 * The repository of a reference by a digest, as a reference; null for a reference that has a digest, or that only the
 * runtime can read, as a path of an image file.
 */
export function withDigest(reference: string, digest: string): string | null {
  const parsed = parseImageReference(reference)
  return parsed?.digest === null ? `${parsed.registry}/${parsed.repository}@${digest}` : null
}
