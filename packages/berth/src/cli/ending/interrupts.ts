import type { TextSink } from '../environment.js'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

type InterruptSignal = (typeof signals)[number]

/** The part of `process` that interrupts come through. */
export interface InterruptSource {
  on(signal: InterruptSignal, listener: (signal: InterruptSignal) => void): unknown
  off(signal: InterruptSignal, listener: (signal: InterruptSignal) => void): unknown
  exit(code: number): void
}

/**
 * Turns the first interrupt into an abort, which lets the work clean up; a second interrupt exits at once and says what
 * this exit may leave. A terminal that goes away is never a second interrupt: it hangs up more than once.
 */
export class Interrupts {
  readonly #controller = new AbortController()
  readonly #source: InterruptSource
  readonly #stderr: TextSink
  #mayLeave: string | null = null

  constructor(source: InterruptSource, stderr: TextSink) {
    this.#source = source
    this.#stderr = stderr
    for (const signal of signals) source.on(signal, this.#interrupt)
  }

  /** Aborted by the first interrupt. */
  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** See `CliEnvironment.mayLeave`. */
  readonly mayLeave = (text: string | null): void => {
    this.#mayLeave = text
  }

  /** Leaves signals to others again. */
  stop(): void {
    for (const signal of signals) this.#source.off(signal, this.#interrupt)
  }

  readonly #interrupt = (signal: InterruptSignal): void => {
    if (this.#controller.signal.aborted) {
      if (signal === 'SIGHUP') return
      const left = this.#mayLeave === null ? '' : `; this may leave ${this.#mayLeave}`
      this.#stderr.write(`interrupted again: leaving at once${left}\n`)
      this.#source.exit(130)
      return
    }
    this.#stderr.write('interrupted: ending what runs and cleaning up; interrupt again to leave at once\n')
    this.#controller.abort(new Error('interrupted by the user'))
  }
}
