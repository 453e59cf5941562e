import type { KnownRequest } from '../crash/crash-orders.js'
import type { Moment } from '../record/fault-run.js'

/** Environment variable with the orders, JSON, of a `berth` that the pause hook is loaded into. */
export const pauseVariable = 'BERTH_PAUSE_ORDERS'

/** Where a `berth` lets the other side of its IPC channel cause a fault. */
export interface PauseOrders {
  /** How the requests to hosts are told apart. */
  readonly requests: readonly KnownRequest[]
  readonly at: PausePoint
}

/** A moment of a request to a host. */
export interface PausePoint {
  readonly step: string
  readonly host: string
  /**
   * `before` and `after`, the process waits for `go` before it sends the request, or goes on with the answer; `during`,
   * it goes on meanwhile.
   */
  readonly moment: Moment
  /** Milliseconds into the request, for `during`. */
  readonly delay: number
}

/** What the process says once it is there. */
export const reached = 'reached'

/** What it is told for it to go on. */
export const go = 'go'
