/** The line before what is written out of a container. */
const makingLine = Buffer.from('making\n')

/**
 * The output of a program that writes out what a container holds: a line `making`, once it asks the engine to make
 * something by the way, then the archive, which is passed on.
 */
export class SavedOutput {
  readonly #take: (piece: Uint8Array) => unknown
  #line = Buffer.alloc(0)
  #isComing = false

  constructor(take: (piece: Uint8Array) => unknown) {
    this.#take = take
  }

  /** How far the program has come, as far as is seen. */
  get state(): 'none' | 'making' | 'writing' {
    if (this.#isComing) return 'writing'
    return this.#line.length === 0 ? 'none' : 'making'
  }

  take(piece: Uint8Array): unknown {
    const missing = makingLine.length - this.#line.length
    if (missing > 0) this.#line = Buffer.concat([this.#line, piece.subarray(0, missing)])
    const rest = missing > 0 ? piece.subarray(missing) : piece
    if (rest.length === 0) return undefined
    this.#isComing = true
    return this.#take(rest)
  }
}
