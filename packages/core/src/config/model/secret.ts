import { inspect } from 'node:util'

const redacted = '[redacted]'

/**
 * A value that must not reach a log: text, JSON, and `util.inspect` show `[redacted]`. Only {@link Secret.reveal} gives
 * the value out.
 *
 * @example
 * const password = new Secret('hunter2')
 * `${password}` // '[redacted]'
 */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
    // A computed method name would need its type inferred, which isolatedDeclarations rules out.
    Object.defineProperty(this, inspect.custom, { value: () => redacted })
    Object.freeze(this)
  }

  /** The value itself. */
  reveal(): string {
    return this.#value
  }

  /** `[redacted]`. */
  toString(): string {
    return redacted
  }

  /** `[redacted]`. */
  toJSON(): string {
    return redacted
  }
}
