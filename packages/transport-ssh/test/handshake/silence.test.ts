import { describe, expect, it } from 'vitest'
import { Silence } from '../../src/handshake/silence.js'

/** Listens in a time of its own, and looks as late as is said. */
class Listening {
  silences = 0
  readonly silence: Silence
  #time = 0
  #due: { readonly at: number; readonly callback: () => void } | undefined

  constructor() {
    this.silence = new Silence(
      () => {
        this.silences += 1
      },
      () => this.#time,
      (milliseconds, callback) => {
        this.#due = { at: this.#time + milliseconds, callback }
        return () => {
          this.#due = undefined
        }
      },
    )
  }

  look(late = 0): void {
    const due = this.#due
    this.#due = undefined
    if (due === undefined) return
    this.#time = due.at + late
    due.callback()
  }
}

describe('a host', () => {
  it('is silent after a second without a word', () => {
    const listening = new Listening()
    for (let looks = 0; looks < 3; looks += 1) listening.look()
    expect(listening.silences).toBe(0)
    listening.look()
    expect(listening.silences).toBe(1)
  })

  it('is not silent as long as it says something within each second, and counts as silent after three', () => {
    const listening = new Listening()
    for (let looks = 0; looks < 11; looks += 1) {
      if (looks % 3 === 0) listening.silence.heard(16)
      listening.look()
    }
    expect(listening.silences).toBe(0)
    listening.silence.heard(16)
    listening.look()
    expect(listening.silences).toBe(1)
  })

  it('is silent where it lets single bytes drip', () => {
    const listening = new Listening()
    for (let looks = 0; looks < 4; looks += 1) {
      listening.silence.heard(1)
      listening.look()
    }
    expect(listening.silences).toBe(1)
  })

  it('is not silent while this process is too busy to hear it', () => {
    const listening = new Listening()
    for (let looks = 0; looks < 100; looks += 1) listening.look(200)
    expect(listening.silences).toBe(0)
    for (let looks = 0; looks < 4; looks += 1) listening.look()
    expect(listening.silences).toBe(1)
  })

  it('is listened to no longer once that is stopped', () => {
    const listening = new Listening()
    listening.silence.stop()
    for (let looks = 0; looks < 10; looks += 1) listening.look()
    expect(listening.silences).toBe(0)
  })
})
