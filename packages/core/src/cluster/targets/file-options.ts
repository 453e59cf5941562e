import type { PutFileOptions } from '../../contract/index.js'
import type { TransferOptions } from '../../files/index.js'
import type { HostSelection } from './host-selection.js'

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
export interface ClusterTransferOptions extends ClusterFileOptions, Pick<TransferOptions, 'onProgress'> {
  /**
   * Called when a host's transfer has come to its end, well or with an error, before the outcome of all hosts is known.
   * It must not throw. Default is that nobody is told.
   */
  readonly onHostEnd?: (host: string) => void
}

/** Options of putting one file on many hosts. */
export interface ClusterPutFileOptions extends ClusterTransferOptions, PutFileOptions {
  /**
   * Where the path is a folder there, put a file of this machine into the folder, under its own name, as `cp` does;
   * `path` of what it resolves with says where it is. Each host by what it has. Default is false: a folder in the
   * file's place is an error, and stays.
   */
  readonly intoFolder?: boolean
}

/** A file of this machine, by its path. */
export interface LocalSource {
  readonly file: string
}
