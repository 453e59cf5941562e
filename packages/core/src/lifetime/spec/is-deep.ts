/** Levels of a label of Berth's, at most: what compares its values calls itself for each. */
const deepest = 50

/** Whether a value has more levels than any label of Berth's. */
export function isDeep(value: unknown): boolean {
  let level: readonly unknown[] = [value]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return true
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []))
  }
  return false
}
