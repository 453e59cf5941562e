import { type JsonObject, objectOf, parseObject, stringOf } from '../../program/json.js'
import { isDigest } from './image-config.js'
import type { LayerCompression } from './local-image.js'

/** What an index of OCI names: a manifest, or another index. */
export interface OciDescriptor {
  readonly digest: string
  readonly mediaType: string
  /** The names that are written beside it. */
  readonly names: readonly string[]
  /** `linux/amd64`; null where it does not say. */
  readonly platform: string | null
}

/** What a manifest of OCI, or of Docker, names. */
export interface OciManifest {
  readonly config: string
  /** Bottom first. */
  readonly layers: readonly { readonly digest: string; readonly compression: LayerCompression }[]
}

/** Whether a descriptor is that of a further index: one of several platforms. */
export function isIndex({ mediaType }: Pick<OciDescriptor, 'mediaType'>): boolean {
  return /\.(?:image\.index|manifest\.list)\.v\d/.test(mediaType)
}

/**
 * Reads an index, without what is no image, as the attestations of builders; null where it is none.
 */
export function parseOciIndex(text: string): readonly OciDescriptor[] | null {
  const manifests = parseObject(text)?.manifests
  if (!Array.isArray(manifests)) return null
  const read = manifests.map((one) => descriptor(objectOf(one)))
  const known = read.filter((one) => one !== null)
  return known.length === read.length ? known.filter(({ platform }) => platform !== 'unknown/unknown') : null
}

/** Reads a manifest; null where it is none, or has a layer of a kind that is not known. */
export function parseOciManifest(text: string): OciManifest | null {
  const manifest = parseObject(text)
  const config = objectOf(manifest?.config)?.digest
  if (!isDigest(config) || !Array.isArray(manifest?.layers)) return null
  const read = manifest.layers.map((one) => {
    const layer = objectOf(one)
    const compression = compressionOf(stringOf(layer?.mediaType) ?? '')
    return isDigest(layer?.digest) && compression !== null ? { digest: layer.digest, compression } : null
  })
  const layers = read.filter((one) => one !== null)
  return layers.length === read.length ? { config, layers } : null
}

function descriptor(one: JsonObject | null): OciDescriptor | null {
  if (one === null || !isDigest(one.digest)) return null
  const annotations = objectOf(one.annotations)
  const names = ['io.containerd.image.name', 'org.opencontainers.image.ref.name'].flatMap(
    (key) => stringOf(annotations?.[key]) ?? [],
  )
  const platform = objectOf(one.platform)
  const [os, architecture, variant] = [platform?.os, platform?.architecture, platform?.variant].map(stringOf)
  return {
    digest: one.digest,
    mediaType: stringOf(one.mediaType) ?? '',
    names,
    platform: os && architecture ? [os, architecture, ...(variant ? [variant] : [])].join('/') : null,
  }
}

function compressionOf(mediaType: string): LayerCompression | null {
  const [, kind] =
    /^application\/vnd\.(?:oci\.image\.layer(?:\.nondistributable)?\.v1\.tar|docker\.image\.rootfs\.(?:foreign\.)?diff\.tar)([.+](?:gzip|zstd))?$/.exec(
      mediaType,
    ) ?? [null]
  if (kind === null) return null
  if (kind === undefined) return 'none'
  return kind.endsWith('zstd') ? 'zstd' : 'gzip'
}
