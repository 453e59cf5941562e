import type { ContainerHandle } from '../../../contract/index.js'

/** What an `up` has launched as it goes, so that a failure can be compensated whenever it comes. */
export class LaunchRecord {
  /** The containers that were created, by host. */
  readonly created: Map<string, ContainerHandle> = new Map()
  /**
   * Hosts where a launch was asked for and the outcome of the launch is unknown, each with the launch: the engine may
   * create the container yet.
   */
  readonly uncertain: Map<string, string> = new Map()
  /**
   * Whether what was created stays, whatever fails from now on: others may use it, and have no cause to say so any
   * more.
   */
  settled = false
  /** Takes hosts out of the record. Gives what was launched on them. */
  apart(hosts: readonly string[]): LaunchRecord {
    const part = new LaunchRecord()
    for (const host of hosts) {
      const [created, uncertain] = [this.created.get(host), this.uncertain.get(host)]
      if (created !== undefined) part.created.set(host, created)
      if (uncertain !== undefined) part.uncertain.set(host, uncertain)
      this.created.delete(host)
      this.uncertain.delete(host)
    }
    return part
  }
}
