import type { OutputStream } from '../../../contract/index.js'

/** A listener of output, or none. */
type Listener = ((stream: OutputStream, chunk: Uint8Array) => unknown) | undefined

/** Passes output on, and tells whether any came. */
export class HeardOutput {
  #came = false
  readonly listener: (stream: OutputStream, chunk: Uint8Array) => unknown

  constructor(listener: Listener) {
    this.listener = (stream, chunk) => {
      this.#came = true
      return listener?.(stream, chunk)
    }
  }

  /** Whether any came since this was last asked. */
  readonly heard = (): boolean => {
    const came = this.#came
    this.#came = false
    return came
  }
}
