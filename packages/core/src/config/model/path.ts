/** Where a value stands in a cluster file: its keys and list positions from the top. */
export type ConfigPath = readonly (string | number)[]

/** `container/runtime/args/volumes/0`. */
export function formatPath(path: ConfigPath): string {
  return path.join('/')
}

/** `/container/runtime/args/volumes/0`: a JSON pointer (RFC 6901). */
export function jsonPointer(path: ConfigPath): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

/** The value at a path of keys, in an object of unknown shape; undefined where the path leads to no value. */
export function valueAt(value: unknown, path: ConfigPath): unknown {
  return path.reduce<unknown>(
    (around, key) =>
      typeof around === 'object' && around !== null && Object.hasOwn(around, key)
        ? Reflect.get(around, key)
        : undefined,
    value,
  )
}
