import type { Readable } from 'node:stream'
import type { Cluster, ClusterConfig, ClusterFile, OutputStream } from '@berth/core'
import type { LoadedCluster, LoadOptions } from '../load-config.js'
import type { ModuleFacts } from '../modules/module-facts.js'
import type { ContainerInventory, InventoryOptions } from '../open-inventory.js'
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
    | 'missing'
    | 'examine'
    | 'plan'
    | 'pull'
    | 'save'
    | 'up'
    | 'attach'
    | 'execEach'
    | 'mpirun'
    | 'startEach'
    | 'detached'
    | 'listDetached'
    | 'putFile'
    | 'putDirectory'
    | 'saveFile'
    | 'status'
    | 'down'
    | 'close'
  > {}

/** A stream that text is written to: whatever it is, what reaches a reader is harmless. */
export interface TextSink {
  write(text: string): unknown
  /** Whether more should be written only after `drain`. Default is false. */
  readonly writableNeedDrain?: boolean
  on?(event: 'drain' | 'close', listener: () => void): unknown
}

/** A stream of the process, or a way to one that output of commands may go. */
export interface OutputSink extends Omit<TextSink, 'write'> {
  write(output: string | Uint8Array): unknown
  /** Whether it is a terminal. Default is false. */
  readonly isTTY?: boolean
  /** Columns of the terminal as it is now. Default is no end. */
  readonly columns?: number | undefined
}

/** What progress tells the time by. */
export interface Clock {
  /** Milliseconds of any clock that only goes on. */
  now(): number
  /** Calls back after so many milliseconds, once; the result cancels it. */
  after(milliseconds: number, act: () => void): () => void
}

/** The last row of a terminal, which is written again and again. */
export interface ProgressRow {
  /** Columns that a text may have. */
  readonly columns: number
  /** Shows this text in place of what was shown, as much of it as fits; null shows nothing. */
  show(text: string | null): void
}

/** Where the command line prints. */
export interface CliSinks {
  /** Results of Berth, and nothing else. */
  readonly stdout: TextSink
  /** Progress, warnings and errors. */
  readonly stderr: TextSink
  /** What commands print: the bytes as they are, but on a terminal what is harmless there. */
  readonly commandOutput: Readonly<Record<OutputStream, OutputSink>>
}

/** Everything outside of the command line, as the process has it. */
export interface CliProcess
  extends Omit<CliEnvironment, keyof CliSinks | 'clock' | 'row'>,
    Partial<Pick<CliEnvironment, 'clock' | 'row'>> {
  readonly stdout: OutputSink
  readonly stderr: OutputSink
}

/** Everything outside of the command line that the command line works with. */
export interface CliEnvironment extends CliSinks {
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
  /** Standard input where it is a pipe, a socket or a file; null where it is nothing to pass on. */
  readonly standardInput: () => Readable | null
  /** The cluster file that BERTH_CLUSTER names; null where it names none. */
  readonly clusterVariable: string | null
  /** What is known of the module that a cluster file names for its runtime, without running it; null for none. */
  readonly moduleFacts: (file: string) => Promise<ModuleFacts | null>
  readonly loadConfig: (file: string | ClusterFile, options: LoadOptions) => Promise<LoadedCluster>
  readonly openCluster: (config: ClusterConfig, options: WireOptions) => Promise<CliCluster>
  readonly openInventory: (config: ClusterConfig, options: InventoryOptions) => Promise<ContainerInventory>
  /** Told which containers or command an exit in the middle of the work may leave behind; null once there are none. */
  readonly mayLeave: (text: string | null) => void
  /** Keeps a text that is too long for a terminal, and gives its path. Rejects with the system's error. */
  readonly keepReport: (text: string) => Promise<string>
  readonly now: () => Date
  /** What progress tells the time by. Default is the time of this process. */
  readonly clock: Clock
  /**
   * The row of the terminal that shows progress; null where standard error is no terminal that can write a row again.
   * Default is null.
   */
  readonly row: ProgressRow | null
}
