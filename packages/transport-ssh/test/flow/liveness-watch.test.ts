import { describe, expect, it } from 'vitest'
import { LivenessWatch } from '../../src/flow/liveness-watch.js'

/** A connection that does nothing by itself, watched with 1000 ms between 3 questions, in a time of its own. */
class Watching {
  readonly said: string[] = []
  unsent = 0
  sent = 0
  readonly watch: LivenessWatch
  #time = 0
  #timer: { readonly at: number; readonly callback: () => void } | undefined

  constructor() {
    this.watch = new LivenessWatch(
      { interval: 1000, unanswered: 3 },
      {
        unsent: () => this.unsent,
        sent: () => this.sent,
        ask: () => this.said.push(`ask at ${this.#time}`),
        lost: () => this.said.push(`lost at ${this.#time}`),
      },
      () => this.#time,
      (milliseconds, callback) => {
        this.#timer = { at: this.#time + milliseconds, callback }
        return () => {
          this.#timer = undefined
        }
      },
    )
  }

  /** Lets time pass up to that moment, doing this every so many milliseconds. */
  passUntil(moment: number, every = moment, then: () => void = () => undefined): void {
    for (let next = this.#time + every; this.#time < moment; ) {
      const due = this.#timer !== undefined && this.#timer.at <= next ? this.#timer : undefined
      this.#time = due === undefined ? next : due.at
      if (due !== undefined) {
        this.#timer = undefined
        due.callback()
      } else {
        then()
        next += every
      }
    }
  }
}

describe('a connection', () => {
  it('that says nothing is asked as often as it may leave unanswered, and then lost', () => {
    const watching = new Watching()
    watching.passUntil(20_000)
    expect(watching.said).toEqual(['ask at 1000', 'ask at 2000', 'ask at 3000', 'lost at 4000'])
  })

  it('that says anything at all is not asked', () => {
    const watching = new Watching()
    watching.passUntil(60_000, 900, () => watching.watch.heard())
    expect(watching.said).toEqual([])
  })

  it('that falls silent is lost after as many questions, counted from its last byte', () => {
    const watching = new Watching()
    watching.passUntil(2500, 2500, () => watching.watch.heard())
    watching.passUntil(20_000)
    expect(watching.said).toEqual([
      'ask at 1000',
      'ask at 2000',
      'ask at 3500',
      'ask at 4500',
      'ask at 5500',
      'lost at 6500',
    ])
  })

  it('that still takes what waits on this side is not lost, since nothing of it can have been answered', () => {
    const watching = new Watching()
    watching.unsent = 1_000_000
    watching.passUntil(60_000, 900, () => {
      watching.sent += 1
    })
    expect(watching.said).toEqual([])
  })

  it('that takes nothing more of what waits is lost', () => {
    const watching = new Watching()
    watching.unsent = 1_000_000
    watching.passUntil(20_000)
    expect(watching.said.at(-1)).toBe('lost at 4000')
  })

  it('that takes all it is given and says nothing is lost, however much it is given', () => {
    const watching = new Watching()
    watching.passUntil(20_000, 900, () => {
      watching.sent += 1000
    })
    expect(watching.said.at(-1)).toBe('lost at 4000')
  })

  it('is watched no longer once that is stopped', () => {
    const watching = new Watching()
    watching.passUntil(1500)
    watching.watch.stop()
    watching.passUntil(20_000)
    expect(watching.said).toEqual(['ask at 1000'])
  })
})
