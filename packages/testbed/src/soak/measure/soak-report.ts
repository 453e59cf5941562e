import type { Memory } from './process-measure.js'

/** One round that is over. */
export interface Round {
  /** Commands that were run, each host's counted. */
  readonly commands: number
  /** Seconds of the work, without what was waited for and measured afterwards. */
  readonly seconds: number
  /** Of this process, at rest after the round. */
  readonly memory: Memory
  /** What is there, on this machine or a host, another number of times than before the round, in words. */
  readonly left: readonly string[]
}

/** What a soak came to. */
export interface SoakReport {
  readonly rounds: readonly Round[]
  /** Why there were no further rounds, where a part of one came to something else than it had to; null otherwise. */
  readonly failure: string | null
  /** Files and folders that the first round made, and that stay: they were there after every other round too. */
  readonly madeOnce: readonly string[]
  /**
   * What is there, once all is closed, another number of times than before Berth had done anything. Empty after a
   * failure, which leaves its round in the middle.
   */
  readonly leftAtEnd: readonly string[]
}
