import type { EventListener, HostEvent } from '@berth/core'
import type { TextSink } from '../environment.js'
import { progressLines } from './progress-lines.js'

/** Milliseconds for which events are held back, so that hosts that do the same at once share a line. */
const gathering = 100

/** Shows what a cluster does, line by line, on standard error. */
export class Progress {
  readonly #output: TextSink
  readonly #width: number
  #held: HostEvent[] = []
  #timer: NodeJS.Timeout | undefined

  constructor(output: TextSink, hosts: readonly string[]) {
    this.#output = output
    this.#width = Math.max(...hosts.map((host) => host.length), 0)
  }

  /** For the cluster's `onEvent`. */
  readonly listener: EventListener = (event) => {
    if (event.type === 'warning') this.warn(event.message)
    if (event.type !== 'host') return
    this.#held.push(event)
    this.#timer ??= setTimeout(() => this.flush(), gathering).unref()
  }

  /** Shows a warning at once. */
  warn(message: string): void {
    this.flush()
    this.#output.write(`warning: ${message}\n`)
  }

  /** Shows the events that are held back. */
  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const lines = progressLines(this.#held, this.#width)
    this.#held = []
    for (const line of lines) this.#output.write(`${line}\n`)
  }
}
