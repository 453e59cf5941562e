/** Settles as the work does, or rejects with the signal's reason when that aborts before; the work goes on then. */
export async function unlessAborted<Value>(work: Value | PromiseLike<Value>, signal?: AbortSignal): Promise<Value> {
  if (signal === undefined) return work
  let leave = (): void => undefined
  const aborted = new Promise<never>((_, reject) => {
    leave = () => reject(signal.reason)
    signal.addEventListener('abort', leave, { once: true })
    if (signal.aborted) leave()
  })
  try {
    return await Promise.race([work, aborted])
  } finally {
    signal.removeEventListener('abort', leave)
  }
}
