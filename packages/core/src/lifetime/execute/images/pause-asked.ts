/** Seconds of one unit of a duration. */
const units: Readonly<Record<string, number>> = {
  h: 3600,
  m: 60,
  s: 1,
  ms: 1e-3,
  us: 1e-6,
  µs: 1e-6,
  μs: 1e-6,
  ns: 1e-9,
}

/**
 * How many seconds a registry wants to be left alone, by its own words: engines hand on these, and not the header
 * `Retry-After`. A number without a unit is of seconds. Null where the words do not say it.
 */
export function pauseAsked(words: string): number | null {
  const [, told = ''] =
    /retry[- ]after["']?[:=\s]\s*["']?((?:\d{1,9}(?:\.\d{1,12})?(?:h|ms|m|s|[uµμ]s|ns)?)+)/i.exec(words) ?? []
  const parts = [...told.matchAll(/([\d.]+)([a-zµμ]*)/gi)]
  if (parts.length === 0) return null
  return parts.reduce((sum, [, amount, unit = '']) => sum + Number(amount) * (units[unit.toLowerCase()] ?? 1), 0)
}
