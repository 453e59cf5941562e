import type { Process } from '../../os/process.js'
import type { ShellState } from './shell-state.js'

/** What one shell does about signals, as `trap` says: those that came wait here until the shell runs their commands. */
export class Traps {
  readonly #process: Process
  readonly #state: ShellState
  readonly #waiting: string[] = []

  constructor(process: Process, state: ShellState) {
    this.#process = process
    this.#state = state
    for (const signal of state.traps.keys()) if (signal !== 'EXIT') process.handlers.set(signal, 'ignore')
  }

  /** Sets what a signal does: an empty action to ignore it, null for the default. */
  set(signal: string, action: string | null): void {
    const { traps } = this.#state
    const { handlers } = this.#process
    if (action === null) traps.delete(signal)
    else traps.set(signal, action)
    if (signal === 'EXIT') return
    if (action === null) handlers.delete(signal)
    else handlers.set(signal, action === '' ? 'ignore' : () => void this.#waiting.push(signal))
  }

  /** Whether one waits to be run. */
  get pending(): boolean {
    return this.#waiting.length > 0
  }

  /** Takes the commands of the first that waits; null if none does. */
  next(): string | null {
    const signal = this.#waiting.shift()
    return signal === undefined ? null : (this.#state.traps.get(signal) ?? '')
  }

  /** Takes what is to be run at the shell's end, empty for nothing. */
  takeExit(): string {
    const action = this.#state.traps.get('EXIT') ?? ''
    this.#state.traps.delete('EXIT')
    return action
  }
}
