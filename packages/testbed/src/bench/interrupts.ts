const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** A signal that the first interrupt of this process aborts; a second one ends the process at once. */
export function interruptSignal(log: (line: string) => void): AbortSignal {
  const controller = new AbortController()
  const interrupt = (): void => {
    if (controller.signal.aborted) {
      log('interrupted again: what is left of the hosts goes with the next start of any testbed')
      process.exit(130)
    }
    log('interrupted: taking the hosts down')
    controller.abort(new Error('interrupted'))
  }
  for (const name of signals) process.on(name, interrupt)
  return controller.signal
}
