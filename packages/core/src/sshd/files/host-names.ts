/**
 * Throws `TypeError` for a text that is no host name and no address: such a text would have a meaning of its own in a
 * pattern.
 */
export function assertHostName(name: string): void {
  if (!/^[A-Za-z0-9_:][\w.:-]*$/.test(name)) throw new TypeError(`Not a host name or address: ${JSON.stringify(name)}`)
}

/** All names, each once and sorted, in pieces that keep the lines of a file short for any version of OpenSSH. */
export function nameLines(names: Iterable<string>): string[][] {
  const sorted = [...new Set(names)].sort()
  for (const name of sorted) assertHostName(name)
  const lines: string[][] = []
  for (let start = 0; start < sorted.length; start += namesPerLine)
    lines.push(sorted.slice(start, start + namesPerLine))
  return lines
}

/** Old versions of OpenSSH read lines of 1023 bytes; a name has 63 at most in practice. */
const namesPerLine = 12
