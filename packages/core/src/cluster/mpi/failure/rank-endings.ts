/** The bad end of a rank, as its own side tells it. */
export interface RankEnding {
  /** The rank; null where its launcher did not tell it. */
  readonly rank: number | null
  /** The place of its host among those that have ranks; null where it was not told. */
  readonly host: number | null
  /** Exit code; 128 and the number for a signal. */
  readonly exitCode: number
}

const separator = 0x1e
const newline = 0x0a

/** More than any line that tells of an end has. */
const longestLine = 200

/**
 * Takes standard error of a launcher and passes on all but the lines by which ranks tell of their bad ends, wherever
 * pieces are cut.
 */
export class RankEndings {
  readonly #mark: string
  readonly #endings: RankEnding[] = []
  #held: Buffer = Buffer.alloc(0)

  /** `mark`: the name of the program that each rank is run by, which nobody guesses. */
  constructor(mark: string) {
    this.#mark = mark
  }

  /** Those that have been told, the first one first. */
  get endings(): readonly RankEnding[] {
    return this.#endings
  }

  /** What is to be passed on of this piece, and of what was held back before it. */
  push(chunk: Uint8Array): Uint8Array {
    const all = Buffer.concat([this.#held, chunk])
    const passed: Buffer[] = []
    let at = 0
    this.#held = Buffer.alloc(0)
    while (at < all.length) {
      const begin = all.indexOf(separator, at)
      passed.push(all.subarray(at, begin === -1 ? all.length : begin))
      if (begin === -1) break
      const end = all.indexOf(newline, begin)
      if (end === -1 && all.length - begin < longestLine) {
        this.#held = Buffer.from(all.subarray(begin))
        break
      }
      const taken = end !== -1 && this.#take(all.toString('latin1', begin + 1, end))
      at = taken ? end + 1 : begin + 1
      if (!taken) passed.push(all.subarray(begin, begin + 1))
    }
    return Buffer.concat(passed)
  }

  /** What is held back: nothing more will come. */
  finish(): Uint8Array {
    const held = this.#held
    this.#held = Buffer.alloc(0)
    return held
  }

  #take(line: string): boolean {
    const [name, rank = '', host = '', exitCode = ''] = line.split(' ')
    if (name !== this.#mark || !/^\d{1,3}$/.test(exitCode)) return false
    this.#endings.push({ rank: numberIn(rank), host: numberIn(host), exitCode: Number(exitCode) })
    return true
  }
}

function numberIn(text: string): number | null {
  return /^\d{1,9}$/.test(text) ? Number(text) : null
}
