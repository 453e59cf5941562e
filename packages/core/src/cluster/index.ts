export type { DetachedState } from '../detach/detached-state.js'
export type { SeenCommand } from '../detach/list-detached.js'
export type { TransferProgress, Transferred } from '../files/index.js'
export { Cluster } from './cluster.js'
export type {
  AdoptOptions,
  AttachOptions,
  ClusterOptions,
  DownOptions,
  LaunchIntent,
  LeftOutBefore,
  PullOptions,
  SaveOptions,
  UpOptions,
} from './cluster-options.js'
export type { DetachedCommand } from './detached/detached-command.js'
export type { DetachedCommands, DetachedOnHost } from './detached/detached-commands.js'
export type { CommandError } from './exec/command-error.js'
export type { Duration } from './exec/duration.js'
export type {
  ClusterContainerExecOptions,
  ClusterExecOptions,
  DetachedTargetOptions,
  DetachedWaitOptions,
  EachExecOptions,
  ListDetachedOptions,
  StartOptions,
} from './exec/exec-options.js'
export { type HostResult, HostResults, type ResultLimits } from './exec/host-results.js'
export type { ClusterInput } from './exec/hosts-input.js'
export type { LiveOutput, OutputPiece } from './exec/live-output.js'
export type { OutputAs, OutputEncoding } from './exec/output-encoding.js'
export type { HostCommand } from './exec/per-host/host-commands.js'
export {
  type FailedRank,
  type LauncherDialect,
  type MpiFamily,
  type MpiLaunch,
  type MpiLauncher,
  type MpiOptions,
  MpiResult,
  type MpiRunFacts,
  type RanksAsked,
} from './mpi/index.js'
export type { ClusterStatus, HostStatus } from './status.js'
export type {
  ClusterFileOptions,
  ClusterPutFileOptions,
  ClusterTransferOptions,
  LocalSource,
} from './targets/file-options.js'
export type { HostSelection } from './targets/host-selection.js'
export { selectHosts } from './targets/select-hosts.js'
