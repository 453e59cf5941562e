import type { ImageOutline } from '@berth/core/adapter'
import { fullName } from './full-name.js'
import { partName } from './part-name.js'

/** A file that an archive or a layout has beside the parts of an image. */
export interface ImageText {
  readonly name: string
  readonly text: string
}

/** What every layout of OCI has. */
export const layoutVersion: ImageText = { name: 'oci-layout', text: '{"imageLayoutVersion":"1.0.0"}' }

/**
 * What makes an archive of parts both one of `docker save` and an OCI layout: the classic store reads the one, the
 * containerd store the other.
 */
export function archiveTexts({ reference: named, config, layers, manifest }: ImageOutline): readonly ImageText[] {
  const reference = fullName(named)
  const saved = [
    { Config: partName(config.digest), RepoTags: [reference], Layers: layers.map(({ digest }) => partName(digest)) },
  ]
  const { mediaType, digest, size } = manifest
  const annotations = { 'io.containerd.image.name': reference, 'org.opencontainers.image.ref.name': tagOf(reference) }
  const index = { schemaVersion: 2, manifests: [{ mediaType, digest, size, annotations }] }
  return [
    layoutVersion,
    { name: 'index.json', text: JSON.stringify(index) },
    { name: 'manifest.json', text: JSON.stringify(saved) },
    { name: partName(digest), text: manifest.text },
  ]
}

function tagOf(reference: string): string {
  return reference.slice(reference.lastIndexOf(':') + 1)
}
