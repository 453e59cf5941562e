/**
 * Does work that has a controller of its own, which the signal aborts too: while the work goes on, and without a trace
 * on the signal afterwards.
 */
export async function abortable<Result>(
  signal: AbortSignal,
  work: (controller: AbortController) => Promise<Result>,
): Promise<Result> {
  signal.throwIfAborted()
  const controller = new AbortController()
  const abort = (): void => controller.abort(signal.reason)
  signal.addEventListener('abort', abort)
  try {
    return await work(controller)
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
