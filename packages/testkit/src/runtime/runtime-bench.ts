import type { ContainerRuntime, ContainerSpec, HostConnection } from '@berth/core/adapter'

/** Where a runtime is put to the test: one host that is its own, and what is on it. */
export interface RuntimeBench {
  readonly runtime: ContainerRuntime
  /** A connection to the host. The suite closes it, twice, in its last test. */
  readonly host: HostConnection
  /** Reference of an image that the host has, with the programs of BusyBox or more. */
  readonly image: string
  /**
   * Reference of an image that the host does not have and an archive on the host that holds it; the suite loads it.
   * Needed with the capability `archives`. Default is none.
   */
  readonly archive?: { readonly reference: string; readonly path: string }
  /** What every container on this host needs to be made there. Default is nothing: no mounts, the engine's own network. */
  readonly spec?: Partial<Omit<ContainerSpec, 'name' | 'image' | 'labels'>>
  /** Takes away what the factory made. Called once, at the end of the suite. */
  close(): Promise<void>
}
