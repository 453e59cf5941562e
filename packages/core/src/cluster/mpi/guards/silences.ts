/** Turns of silence after which a host is lost, while others are heard. */
export const fewTurns = 5

/** Turns after which a host is lost whatever is heard of others: where all are, it is rather this side's fault. */
export const manyTurns = 75

/** How long each host has been silent, in time that this process was awake: one that was stopped has heard nobody. */
export class Silences {
  readonly #turn: number
  readonly #heard = new Map<string, number>()
  #awake = 0
  #looked: number

  /** `turn`: milliseconds from one look to the next. `now`: by a clock that never goes back, as at each look. */
  constructor(turn: number, now: number) {
    this.#turn = turn
    this.#looked = now
  }

  /** Takes a sign of life of a host. One that has given none yet is not waited for. */
  heard(host: string): void {
    this.#heard.set(host, this.#awake)
  }

  /** Waits no more for a host. */
  forget(host: string): void {
    this.#heard.delete(host)
  }

  /** The hosts that are lost by now, and those that are to be asked in another way, lest they be. */
  look(now: number): { readonly lost: readonly string[]; readonly doubtful: readonly string[] } {
    this.#awake += Math.min(Math.max(now - this.#looked, 0), 2 * this.#turn)
    this.#looked = now
    const silent = [...this.#heard].map(([host, heard]) => [host, (this.#awake - heard) / this.#turn] as const)
    const isHeard = silent.some(([, turns]) => turns <= fewTurns / 2)
    const most = isHeard ? fewTurns : manyTurns
    return {
      lost: silent.flatMap(([host, turns]) => (turns >= most ? [host] : [])),
      doubtful: silent.flatMap(([host, turns]) => (turns > fewTurns / 2 && turns < most ? [host] : [])),
    }
  }
}
