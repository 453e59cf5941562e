import { printable } from './texts/printable.js'

const marker = Symbol.for('berth.wrong-use')

/**
 * A request is wrong, and no host can do it: a command without words, a NUL byte, more than a kernel takes. A
 * `TypeError`, as all wrong use is; this error can come to light on the way to a host, where wrong use must be told
 * from a fault in Berth.
 */
export class WrongUseError extends TypeError {
  constructor(message: string) {
    super(printable(message))
    Object.defineProperty(this, marker, { value: true })
  }

  /** The error for `JSON.stringify`: what it is and what it says. */
  toJSON(): { readonly name: string; readonly message: string } {
    return { name: this.name, message: this.message }
  }

  /** Whether a value is a wrong-use error, of this or another copy of the package. */
  static isInstance(value: unknown): value is WrongUseError {
    return typeof value === 'object' && value !== null && marker in value
  }
}
