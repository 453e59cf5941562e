/** Bytes that a host may send on a channel: what was granted to it and has not come yet. */
export class Allowance {
  #left: number

  /** `initial` is what was granted at the opening of the channel. */
  constructor(initial: number) {
    this.#left = initial
  }

  /** The host may send so many bytes more. */
  grant(bytes: number): void {
    this.#left += bytes
  }

  /** So many bytes came; tells whether the host was allowed to send them. */
  spend(bytes: number): boolean {
    this.#left -= bytes
    return this.#left >= 0
  }
}
