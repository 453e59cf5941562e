import type { Cluster, ClusterConfig, ConfigOptions } from '@berth/core'
import type { RunRecords } from '../runs/index.js'
import type { WireOptions } from '../wire-cluster.js'

/** The part of a `Cluster` that the subcommands use. */
export interface CliCluster
  extends Pick<
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
    | 'listDetached'
    | 'putFile'
    | 'putDirectory'
    | 'saveFile'
    | 'status'
    | 'down'
    | 'close'
  > {}

/** A stream that text is written to. */
export interface TextSink {
  write(text: string): unknown
  /** Whether more should be written only after `drain`. Default is false. */
  readonly writableNeedDrain?: boolean
  on?(event: 'drain' | 'close', listener: () => void): unknown
}

/** Everything outside of the command line that the command line works with. */
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
  /** The runs that earlier processes of this user left. */
  readonly openRuns: () => Promise<RunRecords>
  readonly fileExists: (path: string) => boolean
  readonly isFolder: (path: string) => boolean
  readonly loadConfig: (file: string, options: Pick<ConfigOptions, 'suiteFile'>) => Promise<ClusterConfig>
  readonly openCluster: (config: ClusterConfig, options: WireOptions) => Promise<CliCluster>
  /** Told which containers or command an exit in the middle of the work may leave behind; null once there are none. */
  readonly mayLeave: (text: string | null) => void
  /** Keeps a text that is too long for a terminal, and gives its path. Rejects with the system's error. */
  readonly keepReport: (text: string) => Promise<string>
  readonly now: () => Date
}
