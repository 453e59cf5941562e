/** A length of time in seconds, for people: `1 h`, `90 s`, `41 min`. */
export function leaseText(seconds: number): string {
  for (const [unit, size] of units)
    if (seconds >= 2 * size || seconds === size) return `${Math.floor(seconds / size)} ${unit}`
  return `${seconds} s`
}

const units = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
] as const
