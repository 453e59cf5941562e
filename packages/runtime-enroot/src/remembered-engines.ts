import { BerthError, type HostConnection } from '@berth/core/adapter'
import type { Engine } from './engine.js'
import { observe } from './observe.js'

/** Where each connection's containers are: found by observing, else at the first call that needs it. */
export class RememberedEngines {
  readonly #engines = new WeakMap<HostConnection, Engine>()

  set(host: HostConnection, engine: Engine): void {
    this.#engines.set(host, engine)
  }

  /** Rejects with `BERTH_ENGINE_UNAVAILABLE`. */
  async get(host: HostConnection): Promise<Engine> {
    const known = this.#engines.get(host)
    if (known !== undefined) return known
    const { observation, engine } = await observe(host, { name: '', image: '', privilege: 'auto' }, {})
    if (engine !== null) {
      this.set(host, engine)
      return engine
    }
    const { reason, remedy } =
      observation.state === 'unknown'
        ? observation
        : { reason: 'enroot did not say where its containers are', remedy: 'Run enroot info on the host.' }
    throw new BerthError({
      code: 'BERTH_ENGINE_UNAVAILABLE',
      host: host.host,
      operation: 'find engine',
      message: reason,
      remedy,
    })
  }
}
