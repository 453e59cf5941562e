/**
 * How images are stored: the classic store names an image by its configuration, the containerd store by a manifest or
 * index.
 */
export type ImageStore = 'classic' | 'containerd'

/** What an engine says of the host that it runs on. */
export interface EnginesHost {
  readonly name: string | null
  readonly kernel: string | null
  /** In kilobytes of 1,024 bytes. */
  readonly memory: number | null
}

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
  readonly host: EnginesHost
  /** Whether the client says that the engine is a remote service. */
  readonly isRemote: boolean
}
