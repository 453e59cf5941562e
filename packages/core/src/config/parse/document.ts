import type { ConfigPath } from '../model/path.js'

/** A place in a text, both from 1. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** Where a value stands, and the key that names it. */
export interface Placement {
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

/** A parsed text: its value, what is wrong in it, and where each part stands. */
export interface ParsedDocument {
  /** Undefined where the text could not be read to its end. */
  readonly value: unknown
  readonly problems: readonly SyntaxProblem[]
  readonly placements: Placements
}

/** Where each part of a document stands. */
export class Placements {
  readonly #placements = new Map<string, Placement>()

  add(path: ConfigPath, placement: Placement): void {
    this.#placements.set(JSON.stringify(path), placement)
  }

  get(path: ConfigPath): Placement | undefined {
    return this.#placements.get(JSON.stringify(path))
  }

  /** The position of a key or value; of what is missing, the nearest thing around it that is there. */
  locate(path: ConfigPath, at: 'key' | 'value'): Position | undefined {
    const placement = this.get(path)
    if (placement !== undefined) return at === 'key' ? (placement.key ?? placement.value) : placement.value
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
