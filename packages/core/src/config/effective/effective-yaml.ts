import { type ConfigPath, jsonPointer } from '../model/path.js'
import type { ValueSource } from '../model/value-source.js'
import { isMap } from '../parse/merge-values.js'
import type { EffectiveFile } from './effective-file.js'
import { yamlScalar } from './yaml-scalar.js'

/**
 * What Berth works with as a cluster file in YAML, each value with a comment that says where it was written: a file and
 * a line, or `default`. Secrets are told to be there, and not shown.
 *
 * @example
 * console.log(effectiveYaml(readClusterFile('cluster.json').load()))
 */
export function effectiveYaml({ effective, sources }: EffectiveSource): string {
  const lines = linesOf(effective.file, [])
  const widths = lines.map(({ text }) => text.length).filter((width) => width <= widestBeforeComment)
  const widest = widths.reduce((most, width) => Math.max(most, width), 0)
  return lines
    .map(({ text, comment }) => `${comment === null ? text : `${text.padEnd(widest)}  # ${comment}`}\n`)
    .join('')

  function linesOf(value: unknown, path: ConfigPath): readonly Line[] {
    const indent = '  '.repeat(path.length)
    if (Array.isArray(value)) return value.flatMap((item, index) => itemLines(item, [...path, index]))
    if (!isMap(value)) return []
    const members = Object.entries(value).flatMap(([key, member]) => {
      const here = [...path, key]
      const head = `${indent}${yamlScalar(key)}:`
      return isLeaf(member)
        ? [{ text: `${head} ${yamlScalar(member)}`, comment: sourceOf(here) }]
        : [{ text: head, comment: null }, ...linesOf(member, here)]
    })
    const leftOut = effective.leftOut.filter(({ path: left }) => jsonPointer(left.slice(0, -1)) === jsonPointer(path))
    return [
      ...members,
      ...leftOut.map(({ path: left, told }) => ({
        text: `${indent}# ${left.at(-1)}: ${JSON.stringify(told).slice(1, -1)}`,
        comment: sourceOf(left),
      })),
    ]
  }

  function itemLines(item: unknown, path: ConfigPath): readonly Line[] {
    const indent = '  '.repeat(path.length - 1)
    if (isLeaf(item)) return [{ text: `${indent}- ${yamlScalar(item)}`, comment: sourceOf(path) }]
    const [first, ...rest] = linesOf(item, path)
    return first === undefined ? [] : [{ ...first, text: `${indent}- ${first.text.slice(indent.length + 2)}` }, ...rest]
  }

  function sourceOf(path: ConfigPath): string {
    const source = sources.get(jsonPointer(path))
    if (source === undefined) return 'default'
    return source.file === null ? 'made in code' : `${commentText(source.file)}:${source.line ?? 1}`
  }
}

/** An effective file, and where its values were written, by JSON pointers. */
export interface EffectiveSource {
  readonly effective: EffectiveFile
  readonly sources: ReadonlyMap<string, ValueSource>
}

interface Line {
  readonly text: string
  readonly comment: string | null
}

/** Lines that are longer have their comment right behind them. */
const widestBeforeComment = 60

/** Whether a value is written in one line: a scalar, or a map or list without members. */
function isLeaf(value: unknown): boolean {
  return typeof value !== 'object' || value === null || Object.keys(value).length === 0
}

/** A name of a file with nothing in it that ends a comment. */
function commentText(file: string): string {
  return JSON.stringify(file).slice(1, -1)
}
