import { pause } from '../fanout/index.js'

/** Milliseconds without a word from Berth after which a host takes it for gone. */
export const longestSilence = 4000

/** Milliseconds between the words that say that Berth is there. */
const beat = 500

/** The exit code of a program that was ended as Berth was not heard. */
const unheardCode = 75

/** Whether a program that ends with Berth was ended so. */
export function wasUnheard(exitCode: number | null): boolean {
  return exitCode === unheardCode
}

/** Standard input that has a line now and then for as long as this process is there, behind the input itself. */
export class Lifeline implements AsyncIterable<Uint8Array> {
  readonly #let = new AbortController()
  readonly #input: string

  constructor(input = '') {
    this.#input = input
  }

  /** Ends the input. Idempotent. */
  end(): void {
    this.#let.abort()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void> {
    const { signal } = this.#let
    if (this.#input !== '') yield Buffer.from(this.#input)
    while (!signal.aborted) {
      yield Buffer.from('\n')
      await pause(beat, signal)
    }
  }
}
