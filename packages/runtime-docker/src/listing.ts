import { type ContainerHandle, parseObject, parseReports, stringMapOf, stringOf } from '@berth/core/adapter'
import type { Dialect } from './dialect.js'
import { engineSaid } from './engine-words.js'

/** A container as a listing shows it. */
export interface ListedContainer {
  readonly id: string
  readonly names: readonly string[]
}

/** Reads `ps --no-trunc --format '{{.ID}} {{.Names}}'`; null if a line is anything else. */
export function parseList(text: string): readonly ListedContainer[] | null {
  const containers: ListedContainer[] = []
  for (const line of text.split('\n')) {
    if (line === '') continue
    const [, id, names = ''] = /^([0-9a-f]{64}) (\S*)$/.exec(line) ?? []
    if (id === undefined) return null
    containers.push({ id, names: names.split(',').filter((name) => name !== '') })
  }
  return containers
}

/**
 * Reads the answer of a listing by labels; null if it is not whole. A container that went between the two questions is left out, which
 * the engine's words must say.
 */
export function parseHandles(
  dialect: Dialect,
  { stdout, stderr }: { readonly stdout: string; readonly stderr: string },
  nonce: string,
  labels: Readonly<Record<string, string>>,
): readonly ContainerHandle[] | null {
  const handles: ContainerHandle[] = []
  for (const [word, rest] of parseReports(stdout, nonce)) {
    if (word === 'listed') return rest === '0' || onlyGone(dialect, stderr) ? handles : null
    const container = parseObject(rest)
    const [id, name, own] = [stringOf(container?.Id), stringOf(container?.Name), stringMapOf(container?.Labels)]
    if (id === null || name === null || own === null) return null
    const matches = Object.entries(labels).every(([label, value]) => own[label] === value)
    if (matches) handles.push({ id, name: name.replace(/^\//, ''), labels: own })
  }
  return null
}

function onlyGone({ words }: Dialect, stderr: string): boolean {
  return engineSaid(stderr)
    .split('\n')
    .every((line) => words.noContainer.test(line))
}
