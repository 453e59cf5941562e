import type { HostConnection } from '../contract/index.js'

/** Which engine each connection uses: found by observing, else at the first call that needs it. */
export class RememberedEngines<Engine> {
  readonly #engines = new WeakMap<HostConnection, Promise<Engine>>()

  set(host: HostConnection, engine: Engine): void {
    this.#engines.set(host, Promise.resolve(engine))
  }

  /** The engine of a connection; calls at once share one search, and a search that failed is forgotten. */
  get(host: HostConnection, find: () => Promise<Engine>): Promise<Engine> {
    const known = this.#engines.get(host)
    if (known !== undefined) return known
    const found = find()
    this.#engines.set(host, found)
    found.catch(() => {
      if (this.#engines.get(host) === found) this.#engines.delete(host)
    })
    return found
  }
}
