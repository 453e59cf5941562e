/**
 * What an image is on one host, comparable across hosts whatever the engine's image store. Image ids are not
 * comparable: the classic store of an engine uses the config digest, the containerd store a manifest digest. An adapter
 * fills in what it can know for sure and leaves the rest empty; it never guesses the kind of a digest.
 */
export interface ImageIdentity {
  /**
   * What this host's engine accepts to create a container from exactly this image: an image id, or a path. Never
   * compared.
   */
  readonly id: string
  /** Digest of the image's configuration (`sha256:…`), or of the archive file for runtimes that have nothing else. */
  readonly configDigest: string | null
  /** Digests of manifests or indexes that name this image (`sha256:…`), sorted. */
  readonly manifestDigests: readonly string[]
  /** Digests of the uncompressed layers (`sha256:…`), bottom first. */
  readonly layers: readonly string[]
  /** `linux/amd64`, with the variant if there is one; null if unknown. */
  readonly platform: string | null
}

/** An image that is there, but whose identity could not be read. Never treated as a missing one. */
export interface UnreadableImage {
  readonly unreadable: string
}
