/** How far a transfer to one host, or from it, is. */
export interface TransferProgress {
  readonly host: string
  /** Bytes that are there: sent by now, or found there. */
  readonly done: number
  readonly total: number
}

/** What a transfer to one host did. */
export interface Transferred {
  /** Files that were written. */
  readonly files: number
  /** Files that were there already, by their hash. */
  readonly unchanged: number
  /** Bytes that were sent. */
  readonly bytes: number
  /** Where a file is that was put into a folder. Absent where it is the path that was asked for. */
  readonly path?: string
}

/** Options of one transfer. */
export interface TransferOptions {
  readonly signal?: AbortSignal
  /** Called as the transfer goes on. The function must not throw. */
  readonly onProgress?: (progress: TransferProgress) => void
}
