import type { ImageIdentity } from './image/image-identity.js'

/** The container to create on one host: resolved, filtered for what this host has, and free of policy. */
export interface ContainerSpec {
  readonly name: string
  /**
   * The image that was compared across hosts; the container is created from its {@link ImageIdentity.id}, not from a
   * tag.
   */
  readonly image: ImageIdentity
  readonly labels: Readonly<Record<string, string>>
  readonly env: Readonly<Record<string, string>>
  /** Network mode (`host`); null for the engine's own default. */
  readonly network: string | null
  /** IPC mode (`host`); null for the engine's own default. */
  readonly ipc: string | null
  readonly privileged: boolean
  /** Bind mounts of paths that exist on the host, and named volumes. */
  readonly volumes: readonly VolumeSpec[]
  /**
   * Folders of the container whose content must be in no image that is made of the container, and lives as long as the
   * container does; removed with it. A runtime whose engine cannot keep them apart may leave them in the container:
   * what is in them is good for this container alone. Default is none.
   */
  readonly foldersApart?: readonly string[]
  readonly devices: readonly DeviceSpec[]
  readonly capAdd: readonly string[]
  readonly securityOpt: readonly string[]
  /** Numeric ids, or names of groups of the image. */
  readonly groupAdd: readonly string[]
  /** `memlock=-1`, `nofile=1024:2048`. */
  readonly ulimits: readonly string[]
  /**
   * The runtime's own keys that the cluster file gives, by the file's names, as its `argsSchema` has let them through:
   * JSON, deeply frozen. Empty where the file gives none, as with every runtime that has no keys of its own.
   */
  readonly own: Readonly<Record<string, unknown>>
}

/**
 * One mount. A source that begins with `/` is a path on the host; the runtime must fail, not create the path, if the
 * path is missing.
 */
export interface VolumeSpec {
  readonly source: string
  readonly target: string
  /** `ro`, `rw`, `rslave`, …, comma-separated; null for none. */
  readonly options: string | null
}

/** One device of the host. */
export interface DeviceSpec {
  readonly path: string
  /** Path in the container; null for the same path as on the host. */
  readonly target: string | null
  /** `rwm` or fewer; null for the engine's default. */
  readonly permissions: string | null
}
