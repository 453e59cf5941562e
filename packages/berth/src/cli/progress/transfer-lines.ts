import type { TransferProgress } from '@berth/core'
import type { CliEnvironment } from '../environment.js'
import { progressText } from '../show/show-transfers.js'

/** Milliseconds between two lines. */
const pause = 2000

/**
 * Says now and then, on standard error, how far a transfer to or from these hosts is. One that is done sooner is not
 * spoken of.
 */
export async function showingTransfer<Value>(
  { stderr }: Pick<CliEnvironment, 'stderr'>,
  verb: 'sent' | 'received',
  hosts: readonly string[],
  transfer: (onProgress: (progress: TransferProgress) => void) => Promise<Value>,
): Promise<Value> {
  const seen = new Map<string, TransferProgress>()
  const timer = setInterval(() => {
    const text = progressText(verb, seen.values(), hosts.length)
    if (text !== null) stderr.write(`${text}\n`)
  }, pause)
  try {
    return await transfer((progress) => void seen.set(progress.host, progress))
  } finally {
    clearInterval(timer)
  }
}
