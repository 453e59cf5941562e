/**
 * The value of a promise, or the fallback if the promise takes longer than this many milliseconds. The promise's own
 * failure passes through.
 */
export async function withDeadline<Value, Fallback>(
  milliseconds: number,
  promise: Promise<Value>,
  fallback: Fallback,
): Promise<Value | Fallback> {
  let timer: NodeJS.Timeout | undefined
  const overdue = new Promise<Fallback>((resolve) => {
    timer = setTimeout(() => resolve(fallback), milliseconds)
  })
  try {
    return await Promise.race([promise, overdue])
  } finally {
    clearTimeout(timer)
  }
}
