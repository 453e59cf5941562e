/** Standard input for a command that lasts: lines that are added as they come to be known, until it is ended. */
export class LineSource implements AsyncIterable<Uint8Array> {
  readonly #lines: Uint8Array[] = []
  #wake: () => void = () => undefined
  #ended = false

  /** Adds some text. Nothing is added to a source that has ended. */
  add(text: string): void {
    if (this.#ended) return
    this.#lines.push(Buffer.from(text))
    this.#wake()
  }

  /** Lets the input end behind what was added. Idempotent. */
  end(): void {
    this.#ended = true
    this.#wake()
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array, undefined> {
    return {
      next: async () => {
        while (this.#lines.length === 0 && !this.#ended) {
          await new Promise<void>((wake) => {
            this.#wake = wake
          })
        }
        const value = this.#lines.shift()
        return value === undefined ? { done: true, value: undefined } : { done: false, value }
      },
      return: async () => {
        this.end()
        return { done: true, value: undefined }
      },
    }
  }
}
