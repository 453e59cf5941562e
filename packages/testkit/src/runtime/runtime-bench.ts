import type { ContainerRuntime, ContainerSpec, HostConnection } from '@berth/core/adapter'

/** Where a runtime is put to the test: one host that is its own, and what is on it. */
export interface RuntimeBench {
  readonly runtime: ContainerRuntime
  /** A connection to the host. The suite closes it, twice, when everything else has been tested. */
  readonly host: HostConnection
  /** Reference of an image that the host has, with the programs of BusyBox or more. */
  readonly image: string
  /**
   * Reference of an image that the host does not have and an archive on the host that holds it; the suite loads it, and leaves it there.
   * Needed with the capability `archives`. Default is none.
   */
  readonly archive?: { readonly reference: string; readonly path: string }
  /** What every container on this host needs to be made there. Default is nothing: no mounts, the engine's own network. */
  readonly spec?: Partial<Omit<ContainerSpec, 'name' | 'image' | 'labels'>>
  /**
   * Creates a container with the name, the image and the labels of the spec and does not start it, in the engine's own way and not through
   * the runtime. Resolves with its id. The suite removes it.
   */
  create(spec: ContainerSpec): Promise<string>
  /** Ends a running container from outside, as a reboot of its host does: it and its overlay stay. Resolves when it has ended. */
  stop(id: string): Promise<void>
  /** Takes away what the factory made. Called once, by the last test. */
  close(): Promise<void>
}
