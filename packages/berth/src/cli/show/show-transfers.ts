import type { TransferProgress, Transferred } from '@berth/core'
import { groupHosts, hostsText } from '@berth/core'
import { bytesText } from './bytes-text.js'

/**
 * What each transfer wrote and sent, for people, and where, unless that is the path that was asked for; hosts of which
 * the same is to be said share a line.
 */
export function transferredText(transfers: ReadonlyMap<string, Transferred>): string {
  const texts = new Map(
    [...transfers].map(([host, { path, files, unchanged, bytes }]) => [
      host,
      `${files} ${files === 1 ? 'file' : 'files'} written, ${unchanged} unchanged, ${bytesText(bytes)} sent${path === undefined ? '' : `, as ${path}`}`,
    ]),
  )
  return groupHosts(texts)
    .map(({ hosts, value }) => `${hostsText(hosts)}: ${value}\n`)
    .join('')
}

/**
 * How far transfers to or from so many hosts are, in a line; null while there is nothing to say. What a host has to
 * send is not known before its transfer has begun, so there are percents only once all have.
 */
export function progressText(verb: string, transfers: Iterable<TransferProgress>, hosts: number): string | null {
  const all = [...transfers]
  const sum = (key: 'done' | 'total'): number => all.reduce((bytes, transfer) => bytes + transfer[key], 0)
  const [done, total] = [sum('done'), sum('total')]
  if (total === 0) return null
  if (all.length < hosts) return `${verb} ${bytesText(done)}`
  return `${verb} ${Math.floor((done / total) * 100)} % of ${bytesText(total)}`
}
