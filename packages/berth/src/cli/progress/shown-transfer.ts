import type { TransferProgress } from '@berth/core'
import { progressText } from '../show/show-transfers.js'
import type { Progress } from './progress.js'

/** Shows how far a transfer to or from these hosts is. Rejects as the transfer does. */
export async function shownTransfer<Value>(
  progress: Progress,
  name: 'put' | 'get',
  hosts: readonly string[],
  transfer: (onProgress: (progress: TransferProgress) => void) => Promise<Value>,
): Promise<Value> {
  const seen = new Map<string, TransferProgress>()
  const verb = name === 'put' ? 'sent' : 'received'
  const detail = (): string | null => progressText(verb, seen.values(), hosts.length)
  return progress.during(
    name,
    hosts,
    (done) =>
      transfer((far) => {
        seen.set(far.host, far)
        if (far.done === far.total) done(far.host)
      }),
    { detail },
  )
}
