/** An image reference, taken apart and completed with the defaults that engines complete it with. */
export interface ImageReference {
  /** Host of the registry, with its port if there is one: `docker.io`, `localhost:5000`. */
  readonly registry: string
  /** Path in the registry: `library/ubuntu`. */
  readonly repository: string
  /** Null only where a digest was given without a tag. */
  readonly tag: string | null
  /** `sha256:…`; null if the reference names a tag, which its owner may move. */
  readonly digest: string | null
}

/** The reference in full, with nothing left to defaults: `docker.io/library/ubuntu:latest`. */
export function formatImageReference({ registry, repository, tag, digest }: ImageReference): string {
  return `${registry}/${repository}${tag === null ? '' : `:${tag}`}${digest === null ? '' : `@${digest}`}`
}
