import { type FoundParts, groupHosts, hostsText, type PrunedParts, printable } from '@berth/core'
import { bytesText } from '../bytes-text.js'
import { continued } from '../continued.js'
import { table } from '../table.js'

const header = ['PARTS OF IMAGE', 'SIZE', 'CHANGED', 'FOLDER', 'VERDICT', 'HOSTS'] as const

/** Parts of images for people, by the image; those that are the same on several hosts share a row. */
export function partsTable(parts: readonly FoundParts[]): string {
  const groups = new Map<string, FoundParts[]>()
  for (const one of parts) {
    const key = JSON.stringify(cellsOf(one))
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  const rows = [...groups.values()].flatMap((group) => {
    const [first] = group
    return first === undefined ? [] : [[...cellsOf(first), hostsText(group.map(({ host }) => host))]]
  })
  return table([header, ...rows.sort(([one = ''], [other = '']) => one.localeCompare(other))])
}

/** What of them a prune would remove. */
export function leftPartsText(parts: readonly FoundParts[]): string {
  const bytes = bytesText(parts.reduce((sum, each) => sum + each.bytes, 0))
  return `${partsTable(parts)}\n${bytes} of interrupted transfers: nothing was removed; with --yes this is removed for good\n`
}

/** What of them a prune has removed, and what not; hosts where the same was done share a line. */
export function prunedPartsText(pruned: readonly PrunedParts[]): string {
  const texts = new Map<string, string[]>()
  for (const { parts, error } of pruned) {
    const { host, folder, bytes, reason } = parts
    const text = error === null ? `removed ${folder}, ${bytesText(bytes)} (${reason})` : `${folder} was not removed`
    texts.set(host, [...(texts.get(host) ?? []), text])
  }
  return groupHosts(new Map([...texts].map(([host, own]) => [host, own.join('\n')])))
    .map(({ hosts, value }) => `${hostsText(hosts)}: ${continued(printable(value))}\n`)
    .join('')
}

function cellsOf({ image, bytes, changed, folder, verdict, reason }: FoundParts): readonly string[] {
  const at = new Date(changed * 1000).toISOString().replace('.000', '')
  return [image.slice(0, 'sha256:'.length + 12), bytesText(bytes), at, folder, `${verdict}: ${reason}`]
}
