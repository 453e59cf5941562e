import type { Moment } from '../record/fault-run.js'

/** Environment variable with the path of the orders, JSON, of a `berth` that the crash hook is loaded into. */
export const ordersVariable = 'BERTH_CRASH_ORDERS'

/** What a `berth` that is to be ended in the middle does beside its work. */
export interface CrashOrders {
  /** Path of the file that each step is written down in, a line of JSON. */
  readonly log: string
  /** The folder below which each change of a file is a step. */
  readonly home: string
  /** How the requests to hosts are told apart. */
  readonly requests: readonly KnownRequest[]
  /** Where the process ends itself with SIGKILL; null: it only writes down its steps. */
  readonly at: CrashPoint | null
}

/** One kind of request to a host: the first whose words are all among the words of the command. */
export interface KnownRequest {
  readonly step: string
  readonly words: readonly string[]
}

/** One moment in the life of a process. */
export interface CrashPoint {
  readonly step: string
  /** The host of the step; `this machine` for a file that is written. */
  readonly host: string
  /** Which of the steps of this name on this host, counted from 1. */
  readonly occurrence: number
  readonly moment: Moment
  /** Milliseconds into the step, for `during`. */
  readonly delay: number
}

/** What is written down of a step, once it has ended or the process is about to end. */
export interface LoggedStep extends Omit<CrashPoint, 'moment' | 'delay'> {
  /** Whether the process ended itself here. */
  readonly killed: boolean
  /** Milliseconds that the step took; null where it had not ended. */
  readonly took: number | null
  /** Texts of the command that no other command has: its processes on the host are found by them. */
  readonly marks: readonly string[]
}

/** The host of steps that write files here. */
export const onThisMachine = 'this machine'
