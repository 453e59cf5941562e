import { BerthError } from '../errors/index.js'
import { eitherSignal } from '../fanout/index.js'
import { assertAllowed, type ClusterCall, type ClusterState, transition } from '../lifetime/cluster-state.js'
import type { EventListener } from '../lifetime/events.js'
import type { CallOptions } from '../lifetime/observe/host-access.js'

/** The state of a cluster object: changed in one class, step by step, and told to the listener. */
export class ExclusiveCalls {
  #state: ClusterState = 'closed'
  readonly #emit: EventListener
  readonly #closing = new AbortController()
  #current: Promise<unknown> = Promise.resolve()

  constructor(emit: EventListener) {
    this.#emit = emit
  }

  get state(): ClusterState {
    return this.#state
  }

  /** Takes one step. Throws `BERTH_STATE` for a step that the state does not allow. */
  enter(state: ClusterState): void {
    this.#state = transition(this.#state, state)
    this.#emit({ type: 'phase', state })
  }

  /**
   * Runs a call that goes through states, from `observing` on, so that no other call can begin beside it; a failure
   * ends in `failed`.
   */
  async through<Value>(
    call: ClusterCall,
    options: CallOptions,
    work: (options: CallOptions) => Promise<Value>,
  ): Promise<Value> {
    assertAllowed(call, this.#state)
    this.enter('observing')
    try {
      return await this.#running(call, options, work)
    } catch (error) {
      this.enter('failed')
      throw error
    }
  }

  /** Does what changes no container: the state is afterwards what it was before. */
  async looking<Value>(
    call: ClusterCall,
    options: CallOptions,
    look: (options: CallOptions) => Promise<Value>,
  ): Promise<Value> {
    assertAllowed(call, this.#state)
    const before = this.#state
    this.#state = 'observing'
    try {
      return await this.#running(call, options, look)
    } finally {
      this.#state = before
    }
  }

  /**
   * Aborts the call that is at work, and waits until the call has ended and removed the containers that it made; a
   * `down` is only waited for.
   */
  async end(): Promise<void> {
    this.#closing.abort(new Error('The cluster object was closed'))
    await this.#current.catch(() => undefined)
  }

  #running<Value>(
    call: ClusterCall,
    options: CallOptions,
    work: (options: CallOptions) => Promise<Value>,
  ): Promise<Value> {
    const { signal, release } = eitherSignal(options.signal, call === 'down' ? undefined : this.#closing.signal)
    const running = work({ signal }).finally(release)
    this.#current = running
    return running
  }

  /** Throws `BERTH_STATE` unless commands may run. */
  assertReady(): void {
    assertAllowed('exec', this.#state)
  }
}

/** The error of a call on a cluster object that was closed for good. */
export function closedError(operation: string): BerthError {
  return new BerthError({
    code: 'BERTH_STATE',
    operation,
    message: 'the cluster object was closed',
    remedy: 'Open a new one: close() ends its connections for good.',
  })
}
