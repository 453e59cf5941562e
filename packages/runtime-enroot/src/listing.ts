import { type ContainerHandle, parseObject, parseReports, stringMapOf } from '@berth/core/adapter'

/** Reads the answer of a listing, and leaves what does not have all these labels out; null if it is not whole. */
export function parseHandles(
  stdout: string,
  nonce: string,
  labels: Readonly<Record<string, string>>,
): readonly ContainerHandle[] | null {
  const handles: ContainerHandle[] = []
  let named: Pick<ContainerHandle, 'id' | 'name'> | null = null
  for (const [word, rest] of parseReports(stdout, nonce)) {
    if (word === 'end') return handles
    const [id, name] = rest.split(' ')
    if (word === 'container' && id !== undefined && name !== undefined) {
      named = { id, name }
      continue
    }
    const own = parseObject(rest)
    const map = own === null ? null : stringMapOf(own)
    if (word !== 'labels' || named === null || map === null) return null
    if (Object.entries(labels).every(([label, value]) => map[label] === value)) handles.push({ ...named, labels: map })
    named = null
  }
  return null
}
