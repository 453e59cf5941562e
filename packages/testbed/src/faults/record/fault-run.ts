/** One fault that was caused for real, and what became of it. */
export interface FaultRun {
  /** What was done, and to whom: `SIGKILL of berth`, `link cut`, `dockerd stopped`. */
  readonly fault: string
  /** What Berth was doing: `up, persistent, restart`. */
  readonly call: string
  /** The step that Berth was at: `launch container`. Null where the fault was tied to none. */
  readonly step: string | null
  /** When of the step; null where there was no step. */
  readonly moment: Moment | null
  /** Which of the requests of this step to its host, counted from 1; null where there was no step. */
  readonly occurrence: number | null
  /** Milliseconds into the step; null for all but `during`. */
  readonly delay: number | null
  /** The number of the step's host among the cluster's, from 0; null for this machine, and where there was no step. */
  readonly hostNumber: number | null
  /** What the schedule of the run is made from: the same seed makes the same choices. Null where nothing was chosen. */
  readonly seed: number | null
  /** Hosts of the cluster. */
  readonly hosts: number
  /** The engine of the hosts: `docker`, `podman`, `podman, rootless`, `enroot`. */
  readonly engine: string
  /** What the fault left on the hosts, in words that hold for many runs; empty for nothing. */
  readonly left: readonly string[]
  /** For how long it stays if nobody does anything: `until the next up or down`. Null where nothing was left. */
  readonly leftFor: string | null
  /** What the next `up` did; null where none was made. */
  readonly next: NextUp | null
  /** Names of the invariants that were held against the hosts afterwards. */
  readonly invariants: readonly string[]
  /** What was lost or violated, in words; empty for nothing. */
  readonly violations: readonly string[]
  /** Seconds that the run took, the next `up` included. */
  readonly seconds: number
}

/** When of a step a fault came: before its request was sent, while it was at work, once it was answered. */
export type Moment = 'before' | 'during' | 'after'

/**
 * What the `up` after a fault did: it used what was there, launched anew on some hosts or on all, or refused (or
 * failed) with a remedy, which was carried out as it was printed.
 */
export type NextUp =
  | { readonly does: 'attach' }
  | { readonly does: 'clean relaunch' }
  | {
      readonly does: 'refusal'
      /** The error's code. */
      readonly code: string
      /** What was carried out: the command without its paths and ids, or `waited, and ran it again`. */
      readonly remedy: string
    }
