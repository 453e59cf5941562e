import type { TextSink } from './environment.js'

/** The room that a stream has for more: who writes much waits for it, as fast as the stream's reader is. */
export class SinkRoom {
  readonly #sink: Pick<TextSink, 'writableNeedDrain'>
  readonly #waiting = new Set<() => void>()

  constructor(sink: Pick<TextSink, 'writableNeedDrain' | 'on'>) {
    this.#sink = sink
    // A reader that went away holds nobody back either.
    for (const event of ['drain', 'close'] as const) sink.on?.(event, () => this.#release())
  }

  /** Resolves when the stream has room for more; undefined where it has room now. */
  wanted(): Promise<void> | undefined {
    if (this.#sink.writableNeedDrain !== true) return undefined
    return new Promise((resolve) => void this.#waiting.add(resolve))
  }

  #release(): void {
    for (const resolve of this.#waiting) resolve()
    this.#waiting.clear()
  }
}
