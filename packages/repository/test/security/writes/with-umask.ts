/**
 * Does `work` under another umask of this process, for tests that have a process of their own: what else runs in it
 * meanwhile has that umask too.
 */
export async function withUmask<Value>(umask: number, work: () => Promise<Value> | Value): Promise<Value> {
  const before = process.umask(umask)
  try {
    return await work()
  } finally {
    process.umask(before)
  }
}
