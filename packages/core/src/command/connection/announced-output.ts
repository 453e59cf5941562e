/**
 * Takes a stream's bytes and passes on only what comes after the announcement, a line of its own. Output before the
 * announcement (a noisy profile, a warning, an engine's refusal) is kept, up to a bound, to tell the user why a command
 * did not start.
 */
export class AnnouncedOutput {
  readonly #mark: Buffer
  readonly #pass: (chunk: Uint8Array) => void
  #held: Buffer = Buffer.alloc(0)
  #announced = false

  constructor(announcement: string, pass: (chunk: Uint8Array) => void) {
    this.#mark = Buffer.from(`\n${announcement}\n`)
    this.#pass = pass
  }

  /** Whether the announcement has been seen. */
  get announced(): boolean {
    return this.#announced
  }

  /** The output that came before the announcement, as text. */
  get noise(): string {
    return this.#held.toString('utf8').trim()
  }

  push(chunk: Uint8Array): void {
    if (this.#announced) {
      this.#pass(chunk)
      return
    }
    const seen = Buffer.concat([this.#held, chunk])
    const at = seen.indexOf(this.#mark)
    if (at === -1) {
      this.#held = keepTail(seen, this.#mark.length)
      return
    }
    this.#announced = true
    this.#held = seen.subarray(0, at)
    const rest = seen.subarray(at + this.#mark.length)
    if (rest.length > 0) this.#pass(rest)
  }
}

/** Bytes of noise that are kept. */
const noiseLimit = 8192

function keepTail(bytes: Buffer, markLength: number): Buffer {
  return bytes.length > noiseLimit + markLength ? bytes.subarray(bytes.length - noiseLimit) : bytes
}
