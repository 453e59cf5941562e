import type { EventListener, HostEvent, HostKeyEvent } from '@berth/core'
import type { TextSink } from '../environment.js'
import { continued } from '../show/continued.js'
import { hostKeyLines } from './host-key-lines.js'
import { progressLines } from './progress-lines.js'
import { quietTime } from './quiet-time.js'
import { StepsAtWork } from './steps-at-work.js'

/** Milliseconds for which events are held back, so that hosts that do the same at once share a line. */
const gathering = 100

/** As {@link gathering}, for new host keys, which come as fast as connections are made. */
const gatheringKeys = 1000

/**
 * Shows what a cluster does, line by line, on standard error; after some quiet seconds, who is still at work on what.
 */
export class Progress {
  readonly #output: TextSink
  readonly #width: number
  readonly #now: () => number
  readonly #atWork = new StepsAtWork()
  #held: HostEvent[] = []
  #timer: NodeJS.Timeout | undefined
  #heldKeys: HostKeyEvent[] = []
  #keyTimer: NodeJS.Timeout | undefined
  #quiet: NodeJS.Timeout | undefined
  #saidStill = 0

  /** `now`: milliseconds of any clock that only goes on. Default is that of this process. */
  constructor(output: TextSink, hosts: readonly string[], now: () => number = () => performance.now()) {
    this.#output = output
    this.#width = Math.max(...hosts.map((host) => host.length), 0)
    this.#now = now
  }

  /** For the cluster's `onEvent`. */
  readonly listener: EventListener = (event) => {
    if (event.type === 'warning') this.warn(event.message)
    if (event.type === 'host_key') this.#hold(event)
    if (event.type !== 'host') return
    this.#atWork.take(event, this.#now())
    this.#held.push(event)
    this.#timer ??= setTimeout(() => this.#show(), gathering).unref()
    if (!this.#atWork.any) this.#saidStill = 0
    this.#listenForQuiet()
  }

  /** Shows a warning at once. */
  warn(message: string): void {
    this.#show()
    this.#output.write(`warning: ${continued(message)}\n`)
  }

  /** Shows the events that are held back; nobody is at work any more. */
  flush(): void {
    this.#atWork.clear()
    clearTimeout(this.#quiet)
    this.#quiet = undefined
    this.#showKeys()
    this.#show()
  }

  #hold(event: HostKeyEvent): void {
    this.#heldKeys.push(event)
    this.#keyTimer ??= setTimeout(() => this.#showKeys(), gatheringKeys).unref()
  }

  #showKeys(): void {
    clearTimeout(this.#keyTimer)
    this.#keyTimer = undefined
    const lines = hostKeyLines(this.#heldKeys, this.#width)
    this.#heldKeys = []
    if (lines.length > 0) this.#write(lines)
  }

  #show(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const lines = progressLines(this.#held, this.#width)
    this.#held = []
    if (lines.length > 0) this.#write(lines)
  }

  #write(lines: readonly string[]): void {
    for (const line of lines) this.#output.write(`${line}\n`)
    clearTimeout(this.#quiet)
    this.#quiet = undefined
    this.#listenForQuiet()
  }

  #listenForQuiet(): void {
    if (!this.#atWork.any) return
    this.#quiet ??= setTimeout(() => this.#sayStill(), quietTime(this.#saidStill)).unref()
  }

  #sayStill(): void {
    this.#quiet = undefined
    this.#saidStill += 1
    this.#write(this.#atWork.lines(this.#now(), this.#width))
  }
}
