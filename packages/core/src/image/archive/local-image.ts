/** Bytes of this machine: of a file, or of a part of one. */
export interface LocalBytes {
  /** Absolute path of the file. */
  readonly path: string
  /** Byte at which they begin. */
  readonly start: number
  /** How many they are. */
  readonly size: number
}

/** How a layer is compressed. */
export type LayerCompression = 'none' | 'gzip' | 'zstd'

/** A layer of an image of this machine. */
export interface LocalLayer {
  /** Digest of the layer without compression: `sha256:…`. */
  readonly diffId: string
  /** Digest of the layer as it is here: `sha256:…`. */
  readonly digest: string
  readonly compression: LayerCompression
  readonly bytes: LocalBytes
}

/** An image of this machine, of which nothing but the small parts was read. */
export interface LocalImage {
  /** `file`: one file that is the image, as of squashfs, which stands where the configuration does. */
  readonly form: 'layers' | 'file'
  /** The names that the archive has for it: references with a tag. */
  readonly tags: readonly string[]
  /** The image's configuration, whose digest says what the image is. */
  readonly config: { readonly digest: string; readonly bytes: LocalBytes }
  /** Bottom first. */
  readonly layers: readonly LocalLayer[]
  /** `linux/amd64`, with the variant if there is one; null if unknown. */
  readonly platform: string | null
  /** The manifest of the archive, as it is written there; null where there is none: then one is made. */
  readonly manifest: string | null
}
