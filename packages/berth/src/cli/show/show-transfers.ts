import type { TransferProgress, Transferred } from '@berth/core'
import { groupHosts, hostNames } from '@berth/core'
import { bytesText } from './bytes-text.js'

/** What each transfer wrote and sent, for people; hosts of which the same is to be said share a line. */
export function transferredText(transfers: ReadonlyMap<string, Transferred>): string {
  const texts = new Map(
    [...transfers].map(([host, { files, unchanged, bytes }]) => [
      host,
      `${files} ${files === 1 ? 'file' : 'files'} written, ${unchanged} unchanged, ${bytesText(bytes)} sent`,
    ]),
  )
  return groupHosts(texts)
    .map(({ hosts, value }) => `${hostNames(hosts)}: ${value}\n`)
    .join('')
}

/** How far transfers are, in a line; null while there is nothing to say. */
export function progressText(verb: string, transfers: Iterable<TransferProgress>): string | null {
  const all = [...transfers]
  const sum = (key: 'done' | 'total'): number => all.reduce((bytes, transfer) => bytes + transfer[key], 0)
  const total = sum('total')
  if (total === 0) return null
  const complete = all.filter(({ done, total: whole }) => done === whole).length
  const percent = Math.floor((sum('done') / total) * 100)
  return `${verb} ${percent} % of ${bytesText(total)}; ${complete} of ${all.length} hosts complete`
}
