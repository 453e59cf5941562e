/** What progress tells the time by. */
export interface Clock {
  /** Milliseconds of any clock that only goes on. */
  now(): number
  /** Calls back after so many milliseconds, once; the result cancels it. */
  after(milliseconds: number, act: () => void): () => void
}

/** The time of this process. What is to come holds up no end of it. */
export const processClock: Clock = {
  now: () => performance.now(),
  after(milliseconds, act) {
    const timer = setTimeout(act, milliseconds).unref()
    return () => clearTimeout(timer)
  },
}
