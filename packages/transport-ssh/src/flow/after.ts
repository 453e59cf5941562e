/** Calls back once, after so many milliseconds. The function that it gives calls the timer off. */
export type After = (milliseconds: number, callback: () => void) => () => void

/** {@link After} by the time of this machine. */
export const afterTime: After = (milliseconds, callback) => {
  const timer = setTimeout(callback, milliseconds)
  return () => clearTimeout(timer)
}
