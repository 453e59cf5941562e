/**
 * A task that the benchmark gives its worker. `folder` and `file` are paths of this machine, `target` is a path of the
 * hosts.
 */
export type WorkerTask =
  | { readonly kind: 'output'; readonly program: string; readonly folder: string }
  | { readonly kind: 'put'; readonly file: string; readonly target: string }

/** The worker's message when it is connected, and when a task is over. */
export interface WorkerReport {
  /** The most memory that the worker has had, in bytes. */
  readonly peakBytes: number
  /** Why the task, or connecting, failed; null if it did not fail. */
  readonly failure: string | null
}
