/** A path that no program takes for an option. */
export function plainPath(path: string): string {
  return path.startsWith('-') ? `./${path}` : path
}
