/**
 * How far a host may send ahead of what was taken of a channel's output, both streams together. As long as nothing is
 * taken nothing more is granted, whichever stream is held back.
 */
export class ChannelWindow {
  readonly #size: () => number
  readonly #onClosed: () => void
  /** Bytes that the host may send before anything is taken. */
  readonly initial: number
  #ahead: number

  /** `size` tells the bytes that the host may be ahead by now: it changes as channels come and go. */
  constructor(size: () => number, onClosed: () => void) {
    this.#size = size
    this.#onClosed = onClosed
    this.initial = size()
    this.#ahead = this.initial
  }

  /** Counts bytes that were taken; returns the bytes by which the window is to be raised now, perhaps none. */
  take(bytes: number): number {
    this.#ahead -= bytes
    const size = this.#size()
    // In halves, so that each of a host's packets does not cost an answer.
    if (this.#ahead > size / 2) return 0
    const grant = size - this.#ahead
    this.#ahead = size
    return grant
  }

  /** Gives the channel's share to others. To be called once. */
  close(): void {
    this.#onClosed()
  }
}
