import { printable } from './printable.js'

/** Causes beneath a cause that are looked at: no chain is that long unless it runs in a circle. */
const deepest = 20

/**
 * The error underneath, harmless to print with its stack and its own causes: Node prints these of an error that nobody
 * handles. Errors and values that are harmless come back as they are; of another error, a copy.
 */
export function printableCause(cause: unknown, depth = 0): unknown {
  if (typeof cause === 'string') return printable(cause)
  if (!(cause instanceof Error) || depth > deepest) return cause
  const own = { message: cause.message, stack: cause.stack ?? '', cause: cause.cause }
  const harmless = {
    message: printable(own.message),
    stack: printable(own.stack),
    cause: printableCause(own.cause, depth + 1),
  }
  const changed = (['message', 'stack', 'cause'] as const).filter((key) => own[key] !== harmless[key])
  return changed.length === 0 ? cause : copyWith(cause, Object.fromEntries(changed.map((key) => [key, harmless[key]])))
}

function copyWith(error: Error, values: Readonly<Record<string, unknown>>): Error {
  const copy = Object.defineProperties(new Error(), Object.getOwnPropertyDescriptors(error))
  for (const [key, value] of Object.entries(values))
    Object.defineProperty(copy, key, { value, configurable: true, writable: true, enumerable: false })
  return Object.setPrototypeOf(copy, Object.getPrototypeOf(error))
}
