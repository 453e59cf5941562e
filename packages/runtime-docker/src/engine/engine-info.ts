/**
 * How images are stored: the classic store names an image by its configuration, the containerd store by a manifest or
 * index.
 */
export type ImageStore = 'classic' | 'containerd'

/** What an engine says of itself. */
export interface EngineInfo {
  /** Null where engines have none. */
  readonly id: string | null
  readonly version: string
  /** The folder of its containers. */
  readonly root: string
  readonly store: ImageStore
  /** The storage driver, or `containerd`. */
  readonly storeName: string
  readonly rootless: boolean
}
