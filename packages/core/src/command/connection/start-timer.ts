/** A timer that is running. */
export interface RunningTimer {
  /** Begins anew. */
  refresh(): void
  /** Ends it; it never calls back then. */
  cancel(): void
}

/** Calls back once, after so many milliseconds. */
export type StartTimer = (callback: () => void, delay: number) => RunningTimer

/** By the machine's own time. */
export const startTimer: StartTimer = (callback, delay) => {
  const timer = setTimeout(callback, delay)
  return { refresh: () => void timer.refresh(), cancel: () => clearTimeout(timer) }
}
