/**
 * Whether a pattern of ssh_config or known_hosts matches a text: `*` for any characters, `?` for exactly one. Goes back
 * to the last star alone, so that no number of stars takes long.
 */
function matchesPattern(pattern: string, text: string): boolean {
  let [at, next] = [0, 0]
  let star: { readonly after: number; readonly from: number } | undefined
  while (at < text.length) {
    const wanted = pattern[next]
    if (wanted === '*') {
      next += 1
      star = { after: next, from: at }
    } else if (wanted === '?' || (wanted !== undefined && wanted === text[at])) {
      at += 1
      next += 1
    } else if (star !== undefined) {
      star = { after: star.after, from: star.from + 1 }
      at = star.from
      next = star.after
    } else return false
  }
  return /^\**$/.test(pattern.slice(next))
}

/** Whether some pattern matches, and none that `!` stands before. */
export function matchesPatterns(patterns: readonly string[], text: string): boolean {
  const matching = patterns.filter((pattern) => matchesPattern(pattern.replace(/^!/, ''), text))
  return matching.length > 0 && !matching.some((pattern) => pattern.startsWith('!'))
}
