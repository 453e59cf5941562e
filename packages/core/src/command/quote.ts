/** Longest command line that Linux passes as one argument, in bytes (MAX_ARG_STRLEN, less its NUL). */
const longestArgument = 131_071

/**
 * One word for bash, dash and fish alike, the only place where Berth quotes. fish reads `\\` and `\'` inside single quotes,
 * the others do not, so backslashes and single quotes stand outside of them.
 *
 * Throws `TypeError` for a NUL, which no argument can hold.
 */
export function quote(word: string): string {
  if (word.includes('\0')) throw new TypeError('A command argument cannot contain a NUL byte')
  if (/^[\w@%+:,./-]+$/.test(word)) return word
  return `'${word.replace(/['\\]+/g, (specials) => `'${specials.replace(/./g, '\\$&')}'`)}'`
}

/**
 * An argument vector as a command line for any login shell.
 *
 * Throws `TypeError` for an empty vector, and for a line that is too long for the host's kernel.
 */
export function commandLine(argv: readonly string[]): string {
  if (argv.length === 0) throw new TypeError('A command needs at least one word')
  const line = argv.map(quote).join(' ')
  const bytes = Buffer.byteLength(line)
  if (bytes > longestArgument) {
    throw new TypeError(
      `The command is ${bytes} bytes long when quoted and a host takes ${longestArgument}: send the bulk on standard input`,
    )
  }
  return line
}
