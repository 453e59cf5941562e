import type { ImageIdentity } from '../contract/index.js'

/** What is known of an image, short enough for a message: `config 0123456789ab, manifest 0123456789ab, linux/amd64`. */
export function describeIdentity(identity: Omit<ImageIdentity, 'id'>): string {
  const { configDigest, manifestDigests, layers, platform } = identity
  const top = layers.at(-1)
  // Layers say nothing that the digests do not; they are shown where nothing else is known.
  const showLayers = !configDigest && manifestDigests.length === 0 && top !== undefined
  const parts = [
    configDigest ? `config ${shortDigest(configDigest)}` : null,
    manifestDigests.length > 0 ? `manifest ${shortList([...manifestDigests].sort().map(shortDigest))}` : null,
    showLayers ? `${layers.length} layer${layers.length === 1 ? '' : 's'} up to ${shortDigest(top)}` : null,
    platform,
  ].filter((part) => part !== null)
  return parts.length === 0 ? 'nothing to compare' : parts.join(', ')
}

/** One description of several identities of one image, with the values of all of them. */
export function describeTogether(identities: readonly ImageIdentity[]): string {
  return describeIdentity({
    configDigest: identities.find(({ configDigest }) => configDigest)?.configDigest ?? null,
    manifestDigests: [...new Set(identities.flatMap(({ manifestDigests }) => manifestDigests))],
    layers: identities.find(({ layers }) => layers.length > 0)?.layers ?? [],
    platform: identities.find(({ platform }) => platform !== null)?.platform ?? null,
  })
}

/** The first 12 digits of a digest, as engines show it. */
function shortDigest(digest: string): string {
  return digest.slice(digest.indexOf(':') + 1).slice(0, 12)
}

function shortList(digests: readonly string[]): string {
  const shown = digests.slice(0, 3).join(' ')
  return digests.length > 3 ? `${shown} and ${digests.length - 3} more` : shown
}
