/** Words of a command line: which letters were among its options, their values, and what is left. */
export interface ParsedOptions {
  readonly flags: ReadonlySet<string>
  readonly values: ReadonlyMap<string, string>
  readonly operands: readonly string[]
}

/**
 * Parses single-letter options, up to the first word that is none; `known` has a colon after those that take a value. A
 * string is one that is not known.
 */
export function parseOptions(args: readonly string[], known: string): ParsedOptions | string {
  const flags = new Set<string>()
  const values = new Map<string, string>()
  let at = 0
  for (; at < args.length; at += 1) {
    const word = args[at] ?? ''
    if (word === '--') {
      at += 1
      break
    }
    if (!/^-./.test(word)) break
    for (let index = 1; index < word.length; index += 1) {
      const letter = word.charAt(index)
      const found = letter === ':' ? -1 : known.indexOf(letter)
      if (found === -1) return word.startsWith('--') ? word : `-${letter}`
      if (known.charAt(found + 1) !== ':') {
        flags.add(letter)
        continue
      }
      const attached = word.slice(index + 1)
      if (attached === '') at += 1
      values.set(letter, attached === '' ? (args[at] ?? '') : attached)
      break
    }
  }
  return { flags, values, operands: args.slice(at) }
}
