import type { ConfigPath } from '../model/path.js'

/** Line and column in a text, both from 1. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** Where a value stands, and the key that names it. */
export interface NodePosition {
  readonly key?: Position
  readonly value: Position
  /** The text of a number, where its value would print otherwise (`1.10`). */
  readonly numberText?: string
}

/** Something wrong in the text itself. */
export interface SyntaxProblem {
  readonly position: Position
  readonly path: ConfigPath
  readonly message: string
}

/** A parsed text: its value, the problems of its syntax, and where each part stands. */
export interface ParsedDocument {
  /** Undefined where the text could not be read to its end. */
  readonly value: unknown
  readonly problems: readonly SyntaxProblem[]
  readonly nodePositions: NodePositions
}

/** Where each part of a document stands. */
export class NodePositions {
  readonly #nodePositions = new Map<string, NodePosition>()

  add(path: ConfigPath, nodePosition: NodePosition): void {
    this.#nodePositions.set(JSON.stringify(path), nodePosition)
  }

  get(path: ConfigPath): NodePosition | undefined {
    return this.#nodePositions.get(JSON.stringify(path))
  }

  /**
   * The position of a key or value; for one that is missing, the position of the nearest value around it that is there.
   */
  locate(path: ConfigPath, at: 'key' | 'value'): Position | undefined {
    const nodePosition = this.get(path)
    if (nodePosition !== undefined) return at === 'key' ? (nodePosition.key ?? nodePosition.value) : nodePosition.value
    return path.length === 0 ? undefined : this.locate(path.slice(0, -1), 'key')
  }
}

/** Turns offsets of a text into positions. */
export function positionsIn(text: string): (offset: number) => Position {
  const starts = [0]
  for (const { index } of text.matchAll(/\n/g)) starts.push(index + 1)
  return (offset) => {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 }
  }
}
