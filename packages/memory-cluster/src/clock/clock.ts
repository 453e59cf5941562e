/** Where the hosts' time comes from: what they sleep by, stamp containers with, and end overdue commands by. */
export interface MemoryClock {
  /** Milliseconds since 1970. */
  now(): number
  /** Calls back after so many milliseconds, once; the result cancels it. */
  after(milliseconds: number, callback: () => void): () => void
  /**
   * Says that work goes on which is not waiting for this clock; until the result is called, no time may pass by itself.
   */
  hold(): () => void
}
