import { findMarkedNumber } from './marked-number.js'
import { ToldExit } from './told-exit.js'

/**
 * Takes a stream's bytes and passes on only what comes after the announcement, a line of its own with the number of the
 * process that printed it, and leaves out the line that tells of the end. Output before the announcement (a noisy
 * profile, a warning, an engine's refusal) is kept, up to a bound, to tell the user why a command did not start.
 */
export class AnnouncedOutput {
  readonly #mark: Buffer
  readonly #onAnnounced: (process: number) => void
  readonly #told: ToldExit
  #held: Buffer = Buffer.alloc(0)
  #announced = false

  /** `onAnnounced` is called once, before the first output is passed on. Default does nothing. */
  constructor(
    announcement: string,
    pass: (chunk: Uint8Array) => void,
    onAnnounced: (process: number) => void = () => undefined,
  ) {
    this.#mark = Buffer.from(`\n${announcement} `)
    this.#onAnnounced = onAnnounced
    this.#told = new ToldExit(announcement, pass)
  }

  /** Whether the announcement has been seen. */
  get announced(): boolean {
    return this.#announced
  }

  /** The output that came before the announcement, as text. */
  get noise(): string {
    return this.#held.toString('utf8').trim()
  }

  /** The exit code that the command's own side told on this stream; null if that has not come. */
  get toldExitCode(): number | null {
    return this.#told.exitCode
  }

  push(chunk: Uint8Array): void {
    if (this.#announced) {
      this.#told.push(chunk)
      return
    }
    const seen = Buffer.concat([this.#held, chunk])
    const announcement = findMarkedNumber(seen, this.#mark)
    if (announcement === null) {
      this.#held = keepTail(seen, this.#mark.length)
      return
    }
    this.#announced = true
    // A copy, as the whole of the piece would be kept with a part of it, as long as the command runs.
    this.#held = Buffer.from(seen.subarray(0, announcement.at))
    this.#onAnnounced(announcement.number)
    if (announcement.end < seen.length) this.#told.push(seen.subarray(announcement.end))
  }

  /** Passes on what is held back: nothing more will come. */
  finish(): void {
    if (this.#announced) this.#told.finish()
  }
}

/** Bytes of noise that are kept. */
const noiseLimit = 8192

function keepTail(bytes: Buffer, markLength: number): Buffer {
  return bytes.length > noiseLimit + markLength ? bytes.subarray(bytes.length - noiseLimit) : bytes
}
