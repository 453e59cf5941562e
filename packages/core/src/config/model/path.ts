/** Where a value stands in a cluster file: its keys and list positions from the top. */
export type ConfigPath = readonly (string | number)[]

/** `container/runtime/args/volumes/0`. */
export function formatPath(path: ConfigPath): string {
  return path.join('/')
}
