const marker = Symbol.for('berth.wrong-use')

/**
 * What was asked for is wrong, and no host can do it: a command without words, a NUL byte, more than a kernel takes. A
 * `TypeError`, as all wrong use is; this one can come to light on the way to a host, where it must be told from a fault
 * in Berth.
 */
export class WrongUseError extends TypeError {
  constructor(message: string) {
    super(message)
    Object.defineProperty(this, marker, { value: true })
  }

  /** Whether a value is one, of this or another copy of the package. */
  static isInstance(value: unknown): value is WrongUseError {
    return typeof value === 'object' && value !== null && marker in value
  }
}
