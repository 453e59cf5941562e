import { BerthError } from '../errors/index.js'
import type { EventListener } from '../lifetime/execute/events.js'
import { assertAllowed, type ClusterCall, type ClusterState, transition } from '../lifetime/machine.js'

/** The state of a cluster object: changed in one place, step by step, and told to the listener. */
export class ClusterWork {
  #state: ClusterState = 'closed'
  readonly #emit: EventListener

  constructor(emit: EventListener) {
    this.#emit = emit
  }

  get state(): ClusterState {
    return this.#state
  }

  /** Takes one step. Throws `BERTH_STATE` for one that the state does not allow. */
  enter(state: ClusterState): void {
    this.#state = transition(this.#state, state)
    this.#emit({ type: 'phase', state })
  }

  /** Runs a call that goes through states, from `observing` on, so that no other call can begin beside it; a failure ends in `failed`. */
  async through<Value>(call: ClusterCall, work: () => Promise<Value>): Promise<Value> {
    assertAllowed(call, this.#state)
    this.enter('observing')
    try {
      return await work()
    } catch (error) {
      this.enter('failed')
      throw error
    }
  }

  /** Looks without changing anything: the state is afterwards what it was before. */
  async looking<Value>(call: ClusterCall, look: () => Promise<Value>): Promise<Value> {
    assertAllowed(call, this.#state)
    const before = this.#state
    this.#state = 'observing'
    try {
      return await look()
    } finally {
      this.#state = before
    }
  }

  /** Throws `BERTH_STATE` unless commands may run. */
  assertReady(): void {
    assertAllowed('exec', this.#state)
  }
}

/** The error of a call on something that was closed for good. */
export function closedError(operation: string): BerthError {
  return new BerthError({
    code: 'BERTH_STATE',
    operation,
    message: 'the cluster object was closed',
    remedy: 'Open a new one: close() ends its connections for good.',
  })
}
