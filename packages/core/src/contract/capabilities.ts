/** A key of `runtime.args` that not every runtime applies. */
export type OptionalArg = 'shm_size' | 'tmpfs' | 'workdir' | 'hostname' | 'pid' | 'gpus' | 'entrypoint' | 'extra'

/**
 * What a runtime can do. A capability that an adapter lacks is refused up front by name, or made up for by core; never
 * silently ignored. Asked for a capability that it does not declare (a pull, an archive, standard input, the host's
 * network), a runtime rejects with `BERTH_CAPABILITY_MISSING` itself, and has done nothing.
 */
export interface RuntimeCapabilities {
  /** Containers carry labels that survive as long as they do. Default is true. */
  readonly labels: boolean
  /** A launched container runs on by itself. Default is true. */
  readonly detachedStart: boolean
  /** Images have an identity that can be compared across hosts. Default is true. */
  readonly imageIdentity: boolean
  /** Images can be loaded from an archive on the host. Default is true. */
  readonly archives: boolean
  /** Images can be pulled from a registry. Default is true. */
  readonly pull: boolean
  /** Images can be given by Berth itself, from parts of which the host has some already. Default is false. */
  readonly parts: boolean
  /** What a container holds can be written out, for an image of it. Default is false. */
  readonly save: boolean
  /** A pull can be made with a login that is given for it. Default is false. */
  readonly registryLogin: boolean
  /**
   * Commands in containers can be given standard input, and an environment, which travels ahead of it. Default is true.
   */
  readonly stdin: boolean
  /**
   * A container with `ContainerSpec.lease` ends itself. Default is false: core makes none with a lease, and warns
   * that what a killed process leaves stays.
   */
  readonly lease: boolean
  /** Containers can share the host's network. Default is true. */
  readonly hostNetwork: boolean
  /** All containers of Berth's on a host can be told, whoever made them. Default is false. */
  readonly inventory: boolean
  /** The keys of `runtime.args` that it applies beside those that every runtime takes. Default is none. */
  readonly args: readonly OptionalArg[]
  /**
   * How long containers live: until the host goes, until the allocation ends, or only until the login session ends.
   * `persistent` needs `host` or `allocation`. Default is `host`.
   */
  readonly outlives: 'host' | 'allocation' | 'session'
}

/** Capabilities with the documented defaults for those that are not named, frozen. */
export function defineCapabilities(capabilities: Partial<RuntimeCapabilities> = {}): RuntimeCapabilities {
  return Object.freeze({
    labels: true,
    detachedStart: true,
    imageIdentity: true,
    archives: true,
    pull: true,
    parts: false,
    save: false,
    registryLogin: false,
    stdin: true,
    lease: false,
    hostNetwork: true,
    inventory: false,
    args: [],
    outlives: 'host',
    ...capabilities,
  })
}
