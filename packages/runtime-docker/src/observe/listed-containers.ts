/** A container as a listing shows it. */
export interface ListedContainer {
  readonly id: string
  readonly names: readonly string[]
}

/** Reads `ps --no-trunc --format '{{.ID}} {{.Names}}'`; null if a line is anything else. */
export function parseListed(text: string): readonly ListedContainer[] | null {
  const containers: ListedContainer[] = []
  for (const line of text.split('\n')) {
    if (line === '') continue
    const [, id, names = ''] = /^([0-9a-f]{64}) (\S*)$/.exec(line) ?? []
    if (id === undefined) return null
    containers.push({ id, names: names.split(',').filter((name) => name !== '') })
  }
  return containers
}
