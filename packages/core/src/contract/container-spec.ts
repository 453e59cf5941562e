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
  /** Memory that `/dev/shm` may hold, in bytes. Default is the engine's own; without effect where `ipc` is `host`. */
  readonly shmSize?: number
  /** Folders of the container that are kept in memory. Default is none. */
  readonly tmpfs?: readonly TmpfsSpec[]
  /** Absolute path in the container where its commands begin. Default is the image's. */
  readonly workdir?: string
  /** The container's own name in its UTS namespace. Default is the engine's: the host's where `network` is `host`. */
  readonly hostname?: string
  /** PID mode (`host`). Default is the engine's: a namespace of its own, where the engine has such. */
  readonly pid?: string
  /** NVIDIA GPUs, with what their driver needs in the container. Default is none beside `devices`. */
  readonly gpus?: GpusSpec
  /**
   * `replace`: a sleeping init runs in place of the image's entrypoint. `keep`: the image's entrypoint runs, and is
   * given the sleeping init as its command. Default is `replace`.
   */
  readonly entrypoint?: 'keep' | 'replace'
  /** Words for the engine's own command line, as they are. Default is none. */
  readonly extra?: readonly string[]
  /**
   * Folders of the container whose content must be in no image that is made of the container, and lives as long as the
   * container does; removed with it. A runtime whose engine cannot keep them apart may leave them in the container:
   * what is in them is good for this container alone. Default is none.
   */
  readonly foldersApart?: readonly string[]
  /**
   * Whole seconds of the container's lease. When they are over, by the host's monotonic clock, and no renewal has moved
   * the end, the container ends itself as soon as nothing runs in it, and is removed with its anonymous volumes,
   * without anybody asking. What runs is everything but the sleeping init, what was there before it, what the setup
   * script left behind, and Berth's sshd without a session; where that cannot be told, the container stays. See
   * `leasedInit`. Default is none: it runs until it is ended.
   */
  readonly lease?: number
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

/** One mount: a path of the host, or a volume that the engine keeps by a name. */
export type VolumeSpec = BindMountSpec | NamedVolumeSpec

/** A path of the host; the runtime must fail, not create the path, if the path is missing. */
export interface BindMountSpec {
  readonly kind: 'bind'
  /** Absolute path on the host. */
  readonly source: string
  readonly target: string
  /** `ro`, `rw`, `rslave`, …, comma-separated; null for none. */
  readonly options: string | null
}

/** A volume of the engine's: made by the engine where it has none of that name, and never removed by Berth. */
export interface NamedVolumeSpec {
  readonly kind: 'volume'
  readonly name: string
  readonly target: string
  /** `ro`, `rw`, `nocopy`, …, comma-separated; null for none. */
  readonly options: string | null
}

/** A folder of the container that is kept in memory. */
export interface TmpfsSpec {
  /** Absolute path in the container. */
  readonly target: string
  /** `size=1g`, `mode=1777`, …, comma-separated; null for the engine's own. */
  readonly options: string | null
}

/**
 * Which NVIDIA GPUs: all that the host has, the first so many, or these, each by its number, its UUID or what CDI calls
 * it.
 */
export type GpusSpec = 'all' | number | readonly string[]

/** One device of the host. */
export interface DeviceSpec {
  readonly path: string
  /** Path in the container; null for the same path as on the host. */
  readonly target: string | null
  /** `rwm` or fewer; null for the engine's default. */
  readonly permissions: string | null
}
