import type { HostGroup } from '../group-hosts.js'

/** What is different on every host although the same happened there: ids, points in time, durations. */
const ofOneHost =
  /(?<=berth\.launch=)[0-9a-f-]{36}|(?<![\w-])(?:(?:sha256:)?[0-9a-f]{12}(?:[0-9a-f]{52})?|\d{4}-\d\d-\d\dT\d\d:\d\d[\d:.]*(?:Z|[+-]\d\d:\d\d)?|\d+(?:\.\d+)? (?:ms|s))(?![\w-])/g

/**
 * Groups hosts whose texts are alike: equal but for container ids, points in time, durations, and the host's own name.
 * The text of a group has a `…` in place of ids and names that differ, and of times the first and the last. Hosts of
 * which `beside` does not say the very same are not alike. Default says nothing.
 */
export function groupAlike(
  texts: ReadonlyMap<string, string>,
  beside: ReadonlyMap<string, string> = new Map(),
): HostGroup<string>[] {
  const groups = new Map<string, { hosts: string[]; constant: readonly string[]; parts: (readonly string[])[] }>()
  for (const [host, text] of texts) {
    const { constant, own } = partsOf(host, text)
    const key = JSON.stringify([constant, beside.get(host)])
    const group = groups.get(key) ?? { hosts: [], constant, parts: [] }
    groups.set(key, group)
    group.hosts.push(host)
    group.parts.push(own)
  }
  return [...groups.values()].map(({ hosts, constant, parts }) => ({ hosts, value: together(constant, parts) }))
}

/** A text taken apart: what stands between the parts that are of one host, and these parts. */
function partsOf(host: string, text: string): { constant: string[]; own: string[] } {
  const name = new RegExp(`(?<![\\w.-])${host.replace(/[^\w]/g, '\\$&')}(?![\\w-]|\\.\\w)`, 'g')
  const found = [...text.matchAll(ofOneHost), ...text.matchAll(name)].sort((a, b) => a.index - b.index)
  const [constant, own]: [string[], string[]] = [[], []]
  let end = 0
  for (const { 0: part, index } of found) {
    if (index < end) continue
    constant.push(text.slice(end, index))
    own.push(part)
    end = index + part.length
  }
  return { constant: [...constant, text.slice(end)], own }
}

function together(constant: readonly string[], parts: readonly (readonly string[])[]): string {
  return constant
    .map((piece, index) => (index === 0 ? piece : `${common(parts.map((own) => own[index - 1] ?? ''))}${piece}`))
    .join('')
}

/** What stands for a part that is of one host in the text of many. */
function common(values: readonly string[]): string {
  const [first = '', ...others] = [...new Set(values)]
  if (others.length === 0) return first
  const measures = [first, ...others].map(measureOf)
  if (measures.some((measure) => measure === null)) return '…'
  const sorted = [first, ...others].sort((a, b) => (measureOf(a) ?? 0) - (measureOf(b) ?? 0))
  return `${sorted[0]} to ${sorted.at(-1)}`
}

/** Milliseconds of a point in time or a duration; null for an id or a name. */
function measureOf(part: string): number | null {
  const [, length, unit] = /^(\d+(?:\.\d+)?) (ms|s)$/.exec(part) ?? []
  if (length !== undefined) return Number(length) * (unit === 's' ? 1000 : 1)
  return /^\d{4}-\d\d-\d\dT/.test(part) ? Date.parse(part) : null
}
