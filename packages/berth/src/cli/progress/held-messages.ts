import type { HostEvent } from '@berth/core'
import { messageKey, progressLines } from './progress-lines.js'

/** Milliseconds for which messages are held back, so that hosts that say the same at once share a line. */
const gathering = 100

/**
 * What hosts tell on their way, held back so that it takes few lines: a message is told at once, with all hosts that
 * say the same then; hosts that say the same later share a line, which comes some time after, or when the phase ends.
 * How large something was that is done now is told at the end alone. The time is told by the caller.
 */
export class HeldMessages {
  readonly #pause: number
  readonly #held = new Map<string, { readonly events: HostEvent[]; readonly due: number }>()
  /** When each message may be told again. */
  readonly #again = new Map<string, number>()

  #next = Number.POSITIVE_INFINITY

  /** `again`: milliseconds between two lines of the same text; infinity for one line until the phase ends. */
  constructor(again: number) {
    this.#pause = again
  }

  /** When the next lines are due; infinity where nothing is held. */
  get next(): number {
    return this.#next
  }

  /** Takes a message. */
  take(event: HostEvent, now: number): void {
    const key = messageKey(event)
    const soonest = event.bytes === undefined ? now + gathering : Number.POSITIVE_INFINITY
    const group = this.#held.get(key) ?? { events: [], due: Math.max(soonest, this.#again.get(key) ?? 0) }
    this.#held.set(key, group)
    group.events.push(event)
    this.#next = Math.min(this.#next, group.due)
  }

  /** The lines that are held back only for others that say the same at once: what comes now is to stand below them. */
  soon(now: number, hostWidth: number): readonly string[] {
    return this.due(now + gathering, hostWidth)
  }

  /** The lines whose time has come. */
  due(now: number, hostWidth: number): readonly string[] {
    const groups = [...this.#held].filter(([, { due }]) => due <= now)
    for (const [key] of groups) {
      this.#held.delete(key)
      this.#again.set(key, now + this.#pause)
    }
    this.#next = [...this.#held.values()].reduce((least, { due }) => Math.min(least, due), Number.POSITIVE_INFINITY)
    return progressLines(
      groups.flatMap(([, { events }]) => events),
      hostWidth,
    )
  }

  /** All lines there are, whose phase has ended: the next phase begins anew. */
  end(hostWidth: number): readonly string[] {
    const lines = progressLines(
      [...this.#held.values()].flatMap(({ events }) => events),
      hostWidth,
    )
    this.#held.clear()
    this.#again.clear()
    this.#next = Number.POSITIVE_INFINITY
    return lines
  }
}
