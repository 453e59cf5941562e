/** Whether a pattern of ssh_config or known_hosts matches a text: `*` for any characters, `?` for exactly one. */
function matchesPattern(pattern: string, text: string): boolean {
  if (!/[*?]/.test(pattern)) return pattern === text
  const source = pattern.replace(/[^*?]/g, (character) => character.replace(/[\\^$.|+()[\]{}]/, '\\$&'))
  return new RegExp(`^${source.replace(/\*+/g, '.*').replace(/\?/g, '.')}$`, 's').test(text)
}

/** Whether some pattern matches, and none that `!` stands before. */
export function matchesPatterns(patterns: readonly string[], text: string): boolean {
  const matching = patterns.filter((pattern) => matchesPattern(pattern.replace(/^!/, ''), text))
  return matching.length > 0 && !matching.some((pattern) => pattern.startsWith('!'))
}
