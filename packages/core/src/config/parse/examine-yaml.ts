import { type Alias, isAlias, isMap, isPair, isScalar, isSeq, type Pair, type YAMLMap } from 'yaml'
import type { ConfigPath } from '../model/path.js'
import { moreProblems, mostSyntaxProblems, type Position, type SyntaxProblem } from './document.js'
import { isMergeKey, YamlNodes } from './yaml-nodes.js'

/** Values that all aliases and merge keys of a document may add to those that it writes out. */
const mostExpanded = 200_000

/** What was found in a document. */
export interface ExaminedYaml {
  readonly nodes: YamlNodes
  readonly problems: readonly SyntaxProblem[]
  /** Whether the document has a value, for all problems. */
  readonly isReadable: boolean
}

/**
 * Looks up the aliases of a document, and finds keys given twice; keys that are no texts; aliases of nothing, and those
 * that contain themselves, whose value would have no end; and aliases that stand for too much. Each node is looked at
 * once, in whatever number of places it stands.
 */
export function examineYaml(contents: unknown, position: (offset: number) => Position): ExaminedYaml {
  const examination = new Examination(position)
  const size = examination.visit(contents, undefined)
  if (size - examination.written > mostExpanded) {
    examination.refuse(0, [], `its aliases stand for more than ${mostExpanded} values; write the values out`)
  }
  const { nodes, problems, isReadable } = examination
  return { nodes, problems, isReadable }
}

class Examination {
  readonly problems: SyntaxProblem[] = []
  isReadable = true
  /** How many nodes there are. */
  written = 0
  readonly #targets = new Map<Alias, unknown>()
  readonly nodes: YamlNodes = new YamlNodes(this.#targets)
  /** The node that an alias of this name stands for, where it stands now. */
  readonly #anchored = new Map<string, unknown>()
  /** How many values each map and list stands for, with all that is in it. */
  readonly #sizes = new Map<unknown, number>()
  /** The maps and lists around a node, and its path. */
  readonly #around = new Set<unknown>()
  readonly #path: (string | number)[] = []
  readonly #position: (offset: number) => Position

  constructor(position: (offset: number) => Position) {
    this.#position = position
  }

  refuse(offset: number, path: ConfigPath, message: string): void {
    this.#report(offset, path, message)
    this.isReadable = false
  }

  #report(offset: number, path: ConfigPath, message: string): void {
    const { length } = this.problems
    if (length > mostSyntaxProblems) return
    if (length < mostSyntaxProblems) this.problems.push({ position: this.#position(offset), path: [...path], message })
    else {
      this.problems.push({ position: this.#position(offset), path: [], message: moreProblems })
      this.isReadable = false
    }
  }

  /** Looks at a node and all that is in it; `key` is the offset of its key. Gives how many values it stands for. */
  visit(node: unknown, key: number | undefined): number {
    this.written += 1
    if (isAlias(node)) return this.#sizeOfAlias(node, key)
    if (isScalar(node) || isMap(node) || isSeq(node)) {
      if (node.anchor !== undefined) this.#anchored.set(node.anchor, node)
    }
    if (!isMap(node) && !isSeq(node)) return 1
    this.#around.add(node)
    const size = 1 + (isMap(node) ? this.#visitMap(node) : this.#visitItems(node.items))
    this.#around.delete(node)
    this.#sizes.set(node, size)
    return size
  }

  #sizeOfAlias(alias: Alias, key: number | undefined): number {
    const offset = offsetOf(alias) ?? key ?? 0
    const target = this.#anchored.get(alias.source)
    if (target === undefined) {
      this.refuse(offset, this.#path, `this alias stands for nothing: there is no &${alias.source} before it`)
    } else if (this.#around.has(target)) {
      this.refuse(offset, this.#path, 'this alias contains itself; write the value out')
    } else this.#targets.set(alias, target)
    return this.#sizes.get(target) ?? 1
  }

  #visitItems(items: readonly unknown[]): number {
    return items.reduce<number>((sum, item, index) => {
      this.#path.push(index)
      const size = this.visit(item, undefined)
      this.#path.pop()
      return sum + size
    }, 0)
  }

  #visitMap({ items }: YAMLMap): number {
    const firstAt = new Map<string, number>()
    let size = 0
    for (const pair of items) {
      if (!isPair(pair)) continue
      const at = offsetOf(pair.key) ?? 0
      if (isMergeKey(pair)) {
        size += this.visit(pair.value, at)
        this.#checkMerge(pair, at)
        continue
      }
      const name = this.#nameOf(pair, at)
      const before = firstAt.get(name)
      this.#path.push(name)
      if (before !== undefined) {
        const { line } = this.#position(before)
        this.#report(at, this.#path, `is given twice, first on line ${line}; keep one of the two`)
      }
      firstAt.set(name, before ?? at)
      size += this.visit(pair.value, at)
      this.#path.pop()
    }
    return size
  }

  #nameOf(pair: Pair, at: number): string {
    if (isAlias(pair.key)) this.#sizeOfAlias(pair.key, at)
    if (isScalar(pair.key) && pair.key.anchor !== undefined) this.#anchored.set(pair.key.anchor, pair.key)
    const name = this.nodes.nameOf(pair)
    if (name === undefined) this.refuse(at, this.#path, 'this key is a map or a list; write a text')
    return name ?? ''
  }

  #checkMerge(pair: Pair, at: number): void {
    if (this.isReadable && !this.nodes.mergedBy(pair).every(isMap))
      this.refuse(at, this.#path, 'this merge key is given something else than maps')
  }
}

/** Where a node begins; undefined for none. */
export function offsetOf(node: unknown): number | undefined {
  const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined
  return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : undefined
}
