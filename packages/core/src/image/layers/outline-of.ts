import type { ImageOutline, LayerOutline } from '../../contract/index.js'
import { digestOf, type LocalImage, type LocalLayer } from '../archive/index.js'

/** Media types by the specification of OCI images. */
const mediaTypes = {
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  layer: {
    none: 'application/vnd.oci.image.layer.v1.tar',
    gzip: 'application/vnd.oci.image.layer.v1.tar+gzip',
    zstd: 'application/vnd.oci.image.layer.v1.tar+zstd',
  },
} as const

/** How much larger a layer is without compression, as a rule. */
const usualRatio = 3

/** What an image of this machine is made of, under the name that it is to have. The same image has the same outline. */
export function outlineOf({ form, config, layers, manifest }: LocalImage, reference: string): ImageOutline {
  const text = manifest ?? madeManifest(config, layers)
  return {
    reference,
    form,
    config: { digest: config.digest, size: config.bytes.size },
    manifest: { digest: digestOf(text), size: Buffer.byteLength(text), mediaType: mediaTypeOf(text), text },
    layers: layers.map(outlineOfLayer),
  }
}

function outlineOfLayer({ diffId, digest, compression, bytes: { size } }: LocalLayer): LayerOutline {
  return { diffId, digest, compression, size, unpacked: compression === 'none' ? size : size * usualRatio }
}

function madeManifest(config: LocalImage['config'], layers: LocalImage['layers']): string {
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    config: { mediaType: mediaTypes.config, digest: config.digest, size: config.bytes.size },
    layers: layers.map(({ compression, digest, bytes }) => ({
      mediaType: mediaTypes.layer[compression],
      digest,
      size: bytes.size,
    })),
  })
}

/** What a manifest calls itself; one that does not say is of OCI. */
function mediaTypeOf(manifest: string): string {
  const { mediaType } = JSON.parse(manifest) as { readonly mediaType?: unknown }
  return typeof mediaType === 'string' ? mediaType : mediaTypes.manifest
}
