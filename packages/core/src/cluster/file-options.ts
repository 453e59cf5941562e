import type { TransferOptions } from '../files/index.js'
import type { HostSelection } from './exec/exec-options.js'

/** Options of files on many hosts. */
export interface ClusterFileOptions {
  /** Default is all hosts. */
  readonly hosts?: HostSelection
  /** In the containers, or on the hosts themselves. Default is `container`; a baremetal cluster has hosts alone. */
  readonly on?: 'container' | 'host'
  /** Ends the call: work that was not done by then is not done; see the call. */
  readonly signal?: AbortSignal
}

/** Options of copying between this machine and many hosts. */
export interface ClusterTransferOptions extends ClusterFileOptions, Pick<TransferOptions, 'onProgress'> {}

/** A file of this machine, by its path. */
export interface LocalSource {
  readonly file: string
}
