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

/**
 * Levels of maps and lists that a text may have. No cluster file comes near, and what reads the values calls itself for
 * each level.
 */
export const deepestLevel = 200

/** What is said of a map or list that is too deep. */
export const tooDeep: string = `is nested more than ${deepestLevel} maps and lists deep; take it out`

/** Problems of one text that are told; reading ends behind them. */
export const mostSyntaxProblems = 1000

/** What is said behind the last of these. */
export const moreProblems = 'what comes after this was not read; put right what is told first'

/** Where each part of a document stands. */
export abstract class NodePositions {
  /** Where the value at a path stands; undefined where there is none. */
  abstract get(path: ConfigPath): NodePosition | undefined

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
