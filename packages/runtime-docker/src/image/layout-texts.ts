import { createHash } from 'node:crypto'
import type { PartsPut } from '@berth/core/adapter'
import { type ImageText, layoutVersion } from './archive-texts.js'
import { partName } from './part-name.js'

/** Media types by the specification of OCI images. */
const mediaTypes = {
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar',
} as const

/**
 * What makes a folder with the parts of an image a layout of OCI. Its manifest names the layers that the host has by
 * their digests without compression, by which the engine knows them however it came by them. So hosts have manifests of
 * their own, of the same image: what the image is, its configuration says.
 */
export function layoutTexts({ outline: { config, layers }, missing }: PartsPut): readonly ImageText[] {
  const text = JSON.stringify({
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    config: { mediaType: mediaTypes.config, digest: config.digest, size: config.size },
    layers: layers.map(({ diffId, digest, size, unpacked, compression }, position) => {
      const isSent = missing.includes(position)
      const kind = isSent && compression !== 'none' ? `+${compression}` : ''
      return {
        mediaType: `${mediaTypes.layer}${kind}`,
        digest: isSent ? digest : diffId,
        size: isSent ? size : unpacked,
      }
    }),
  })
  const digest = `sha256:${createHash('sha256').update(text).digest('hex')}`
  const manifests = [{ mediaType: mediaTypes.manifest, digest, size: Buffer.byteLength(text) }]
  return [
    layoutVersion,
    { name: 'index.json', text: JSON.stringify({ schemaVersion: 2, manifests }) },
    { name: partName(digest), text },
  ]
}
