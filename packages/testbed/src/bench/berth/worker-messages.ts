/**
 * What the benchmark asks its worker for. Text in `folder` and `file` is a path of this machine, in `target` one of the
 * hosts.
 */
export type WorkerTask =
  | { readonly kind: 'output'; readonly program: string; readonly folder: string }
  | { readonly kind: 'put'; readonly file: string; readonly target: string }

/** What the worker says when it is connected, and when a task is over. */
export interface WorkerReport {
  /** The most memory that the worker has had, in bytes. */
  readonly peakBytes: number
  /** Why it failed; null if it did not. */
  readonly failure: string | null
}
