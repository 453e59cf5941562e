/** Words of a command line: which letters were among its options, their values, and what is left. */
export interface ParsedOptions {
  readonly flags: ReadonlySet<string>
  readonly values: ReadonlyMap<string, string>
  readonly operands: readonly string[]
}

/** Parses single-letter options; `valued` are the letters that take a value. Long options count by their names. */
export function parseOptions(args: readonly string[], valued = ''): ParsedOptions {
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
    if (word.startsWith('--')) {
      flags.add(word.slice(2))
      continue
    }
    for (let index = 1; index < word.length; index += 1) {
      const letter = word.charAt(index)
      if (!valued.includes(letter)) {
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
