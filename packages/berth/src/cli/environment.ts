import type { Cluster, ClusterConfig, ConfigOptions } from '@berth/core'
import type { RunRecords } from '../runs/index.js'
import type { WireOptions } from '../wire-cluster.js'

/** What the subcommands use of a cluster. */
export type CliCluster = Pick<
  Cluster,
  | 'config'
  | 'run'
  | 'hosts'
  | 'containers'
  | 'plan'
  | 'up'
  | 'attach'
  | 'exec'
  | 'execOnHost'
  | 'start'
  | 'detached'
  | 'putFile'
  | 'putDirectory'
  | 'saveFile'
  | 'status'
  | 'down'
  | 'close'
>

/** Where text goes. */
export interface TextSink {
  write(text: string): unknown
}

/** Everything outside of the command line that it works with. */
export interface CliEnvironment {
  /** Results, and nothing else. */
  readonly stdout: TextSink
  /** Progress, warnings and errors. */
  readonly stderr: TextSink
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal
  /** Login name of the user who runs Berth. */
  readonly user: string
  /** Whether errors are shown with their stacks. */
  readonly showStacks: boolean
  readonly runs: RunRecords
  readonly fileExists: (path: string) => boolean
  readonly isFolder: (path: string) => boolean
  readonly loadConfig: (file: string, options: ConfigOptions) => ClusterConfig
  readonly openCluster: (config: ClusterConfig, options: WireOptions) => CliCluster
  /** Told what an exit in the middle of the work may leave behind; null once there is nothing. */
  readonly mayLeave: (text: string | null) => void
  readonly now: () => Date
}
