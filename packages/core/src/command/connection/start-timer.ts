/** A timer that is running. */
export interface RunningTimer {
  /** Begins the delay anew. */
  refresh(): void
  /** Ends the timer; the timer never calls back then. */
  cancel(): void
}

/** Calls back once, after so many milliseconds. */
export type StartTimer = (callback: () => void, delay: number) => RunningTimer

/** Starts a timer by the machine's own time. */
export const startTimer: StartTimer = (callback, delay) => {
  const timer = setTimeout(callback, delay)
  return { refresh: () => void timer.refresh(), cancel: () => clearTimeout(timer) }
}
