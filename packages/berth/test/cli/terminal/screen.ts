const begin = String.fromCharCode(0x1b)

const sequences: RegExp = new RegExp(`(${begin}\\[\\d*[A-Za-z]|[\\r\\n])`)

/** A terminal of so many columns: what is on it, row by row, after what was written to it. */
export class Screen {
  readonly isTTY = true
  columns: number
  /** Every row there ever was, the cursor's row last. */
  rows: string[] = ['']
  #column = 0

  constructor(columns = 80) {
    this.columns = columns
  }

  write(output: string | Uint8Array): boolean {
    const text = typeof output === 'string' ? output : Buffer.from(output).toString()
    for (const piece of text.split(sequences)) this.#take(piece)
    return true
  }

  /** What is on it, without the spaces at the ends of rows. */
  get text(): string {
    return this.rows.map((row) => row.trimEnd()).join('\n')
  }

  #take(piece: string): void {
    if (piece === '\r') this.#column = 0
    else if (piece === '\n') this.#begin()
    else if (piece === `${begin}[K`) this.#set((row) => row.slice(0, this.#column))
    else if (piece.startsWith(begin)) throw new Error(`${JSON.stringify(piece)} moves or hides something`)
    else for (const character of piece) this.#put(character)
  }

  #put(character: string): void {
    if (this.#column >= this.columns) this.#begin()
    this.#set((row) => row.slice(0, this.#column).padEnd(this.#column) + character + row.slice(this.#column + 1))
    this.#column += 1
  }

  #begin(): void {
    this.rows.push('')
    this.#column = 0
  }

  #set(change: (row: string) => string): void {
    this.rows[this.rows.length - 1] = change(this.rows.at(-1) ?? '')
  }
}
