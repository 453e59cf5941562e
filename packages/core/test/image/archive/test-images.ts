import { gzipSync } from 'node:zlib'
import { digestOf } from '../../../src/image/archive/hash-bytes.js'
import type { TestEntry } from './tar-bytes.js'

/** A layer of an image that a test makes up: any bytes do. */
export interface TestLayer {
  readonly content: Buffer
  readonly diffId: string
}

export function layer(text: string): TestLayer {
  const content = Buffer.from(text.repeat(100))
  return { content, diffId: digestOf(content) }
}

/** The configuration of an image of these layers. */
export function configOf(layers: readonly TestLayer[], more: object = {}): string {
  const rootfs = { type: 'layers', diff_ids: layers.map(({ diffId }) => diffId) }
  return JSON.stringify({ architecture: 'amd64', os: 'linux', rootfs, ...more })
}

/** The files of an archive as `docker save` wrote it before version 25. */
export function savedFiles(tags: readonly string[], layers: readonly TestLayer[]): readonly TestEntry[] {
  const config = configOf(layers)
  const name = `${digestOf(config).slice(7)}.json`
  const paths = layers.map((_, index) => `layer${index}/layer.tar`)
  return [
    ...layers.map(({ content }, index) => ({ name: paths[index] ?? '', content })),
    { name, content: config },
    { name: 'manifest.json', content: JSON.stringify([{ Config: name, RepoTags: tags, Layers: paths }]) },
  ]
}

/** The name of a part in a layout of OCI. */
export function blobPath(content: string | Uint8Array): string {
  return `blobs/sha256/${digestOf(content).slice(7)}`
}

/** The files of a layout of OCI, with layers that are compressed. */
export function layoutFiles(name: string, layers: readonly TestLayer[]): readonly TestEntry[] {
  const config = configOf(layers)
  const zipped = layers.map(({ content }) => gzipSync(content))
  const manifest = JSON.stringify({
    schemaVersion: 2,
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: digestOf(config), size: config.length },
    layers: zipped.map((blob) => ({
      mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
      digest: digestOf(blob),
      size: blob.length,
    })),
  })
  const annotations = { 'org.opencontainers.image.ref.name': name }
  const mediaType = 'application/vnd.oci.image.manifest.v1+json'
  const index = { manifests: [{ mediaType, digest: digestOf(manifest), size: manifest.length, annotations }] }
  return [
    { name: 'oci-layout', content: '{"imageLayoutVersion":"1.0.0"}' },
    { name: 'index.json', content: JSON.stringify(index) },
    ...[config, manifest, ...zipped].map((content) => ({ name: blobPath(content), content })),
  ]
}
