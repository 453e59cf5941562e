import type { CrashPoint, KnownRequest } from '../crash/crash-orders.js'

/** Environment variable with the orders, JSON, of a `berth` that the pause hook is loaded into. */
export const pauseVariable = 'BERTH_PAUSE_ORDERS'

/**
 * Where a `berth` lets the other side of its IPC channel cause a fault: before and after a request, the process waits
 * for `go` before it goes on; during one, it does not wait.
 */
export interface PauseOrders {
  /** How the requests to hosts are told apart. */
  readonly requests: readonly KnownRequest[]
  readonly at: CrashPoint
}

/** What the process says once it is there. */
export const reached = 'reached'

/** What it is told for it to go on. */
export const go = 'go'
