import type { ImageIdentity } from '../contract/index.js'
import { differingPlatforms, type PlatformPair } from './platform.js'

/** Whether two hosts have the same image, and the kind of value that says so. */
export interface IdentityComparison {
  /** `same layers only`: the files are equal, but environment, user or entry point may differ. */
  readonly verdict: 'same' | 'different' | 'same layers only' | 'incomparable'
  /** The kind of value that decided; null if there was none to compare. */
  readonly by: 'config digest' | 'manifest digest' | 'platform' | 'layers' | null
  /** Both platforms, in the order of the arguments, if both are known and differ. */
  readonly platforms: PlatformPair | null
}

/**
 * Compares two identities by the strongest kind of value that both have. Symmetric, but not transitive: compare many
 * through {@link imageConsistency}.
 *
 * - Config digests name an image's content and settings, in every store: they decide alone.
 * - A manifest digest in common is the same image too, but for an index, which names one image per platform: two
 *   platforms of one index are different images. Who runs one cluster on two architectures must see the difference.
 * - Manifest digests with none in common count as different. That is a presumption: one image can be pushed to two
 *   repositories with other compression, or be pulled by index here and by manifest there. But a wrong `different`
 *   costs a pull by the same digest on all hosts, which adds the digest in common, while a wrong `same` runs a cluster
 *   on two images. An image built or loaded locally has no manifest digest, so nothing is presumed of it.
 * - Layers that differ are different images; equal layers are `same layers only`.
 */
export function compareIdentities(a: ImageIdentity, b: ImageIdentity): IdentityComparison {
  const platforms = differingPlatforms(a.platform, b.platform)
  if (a.configDigest && b.configDigest) {
    const same = a.configDigest === b.configDigest
    return { verdict: same ? 'same' : 'different', by: 'config digest', platforms: same ? null : platforms }
  }
  if (platforms !== null) return { verdict: 'different', by: 'platform', platforms }
  if (a.manifestDigests.length > 0 && b.manifestDigests.length > 0) {
    const shared = a.manifestDigests.some((digest) => b.manifestDigests.includes(digest))
    return { verdict: shared ? 'same' : 'different', by: 'manifest digest', platforms }
  }
  if (a.layers.length > 0 && b.layers.length > 0) {
    const equal = a.layers.length === b.layers.length && a.layers.every((layer, index) => layer === b.layers[index])
    return { verdict: equal ? 'same layers only' : 'different', by: 'layers', platforms }
  }
  return { verdict: 'incomparable', by: null, platforms }
}
