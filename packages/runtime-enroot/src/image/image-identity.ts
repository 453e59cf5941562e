import type { ImageIdentity } from '@berth/core/adapter'

/** What an image file is: its SHA-256, which says all that there is to say of it. */
export function imageIdentity(path: string, digest: string): ImageIdentity {
  return { id: path, configDigest: digest, manifestDigests: [], layers: [], platform: null }
}
