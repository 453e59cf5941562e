export type { DetachedState } from '../detach/detached-state.js'
export type { SeenCommand } from '../detach/list-detached.js'
export type { TransferProgress, Transferred } from '../files/index.js'
export { Cluster } from './cluster.js'
export type { ClusterOptions, DownOptions, UpOptions } from './cluster-options.js'
export type { DetachedCommand } from './detached-command.js'
export type { DetachedCommands, DetachedOnHost } from './detached-commands.js'
export type { Duration } from './duration.js'
export type {
  ClusterContainerExecOptions,
  ClusterExecOptions,
  DetachedPlaceOptions,
  DetachedWaitOptions,
  HostSelection,
  ListDetachedOptions,
  StartOptions,
} from './exec-options.js'
export type { FailedEndings } from './failed-endings.js'
export type { ClusterFileOptions, ClusterTransferOptions, LocalSource } from './file-options.js'
export { type HostResult, HostResults } from './host-results.js'
export type { LiveOutput, OutputPiece } from './live-output.js'
export type { OutputAs, OutputEncoding } from './output-encoding.js'
export type { ClusterStatus, HostStatus } from './status.js'
