/**
 * Whether a listener returned a promise: a function that is to return nothing may return anything, and only a promise
 * means something.
 */
export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}
