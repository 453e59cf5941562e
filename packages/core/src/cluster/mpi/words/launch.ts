import type { MpiLauncher } from '../launcher/launcher.js'
import type { MpiNetwork } from '../network/common-network.js'

/** How daemons are started: through the sshd of each container, or by Berth itself. */
export type MpiLaunch = 'sshd' | 'berth'

/** One launch, of which a launcher's argument vector is made. */
export interface LaunchSettings {
  readonly launcher: MpiLauncher
  /** Absolute path, in the head's container, of the program that starts daemons on other hosts. */
  readonly agent: string
  /** Absolute path there. */
  readonly hostfile: string
  /** The address by which other hosts reach the one that launches. */
  readonly headAddress: string
  /** Ranks in all. */
  readonly ranks: number
  /** Hosts that take part. */
  readonly hosts: number
  /** Whether the launcher runs as uid 0. */
  readonly asRoot: boolean
  /** The network for MPI and its launcher; null leaves it to them. */
  readonly network: MpiNetwork | null
  /** Whether each line of output is to begin with its rank. */
  readonly tagOutput: boolean
  /** Names of variables of the launcher's environment that ranks get. */
  readonly variables: readonly string[]
  /** Words for the launcher, before the command. */
  readonly args: readonly string[]
  /** The program of each rank. */
  readonly command: readonly string[]
}
