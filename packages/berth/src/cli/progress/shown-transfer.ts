import type { ClusterTransferOptions, TransferProgress } from '@berth/core'
import { progressText } from '../show/show-transfers.js'
import type { Progress } from './progress.js'

/** Shows how far a transfer to or from these hosts is. Rejects as the transfer does. */
export async function shownTransfer<Value>(
  progress: Progress,
  name: 'put' | 'get',
  hosts: readonly string[],
  transfer: (listening: Required<Pick<ClusterTransferOptions, 'onProgress' | 'onHostEnd'>>) => Promise<Value>,
): Promise<Value> {
  const seen = new Map<string, TransferProgress>()
  const verb = name === 'put' ? 'sent' : 'received'
  const detail = (): string | null => progressText(verb, seen.values(), hosts.length)
  return progress.during(
    name,
    hosts,
    (done) =>
      transfer({
        onProgress: (far) => seen.set(far.host, far),
        onHostEnd: done,
      }),
    { detail },
  )
}
