import { WrongUseError } from '../errors/index.js'

/** Longest command line that Linux passes as one argument, in bytes (MAX_ARG_STRLEN, less its NUL). */
const longestArgument = 131_071

/**
 * One word for bash, dash and fish alike, the only place where Berth quotes. fish reads `\\` and `\'` inside single
 * quotes, the others do not, so backslashes and single quotes stand outside of them. A bare `%self` is a process id to
 * fish.
 *
 * Throws `TypeError` for a NUL, which no argument can hold, and for half of a surrogate pair, which UTF-8 cannot.
 */
export function quote(word: string): string {
  if (word.includes('\0')) throw new WrongUseError('A command argument cannot contain a NUL byte')
  if (/\p{Surrogate}/u.test(word)) throw new WrongUseError('A command argument cannot contain half of a surrogate pair')
  if (/^[\w@+:,./-]+$/.test(word)) return word
  return `'${word.replace(/['\\]+/g, (specials) => `'${specials.replace(/./g, '\\$&')}'`)}'`
}

/**
 * An argument vector as words for any shell.
 *
 * Throws `TypeError` for an empty vector.
 */
export function commandLine(argv: readonly string[]): string {
  if (argv.length === 0) throw new WrongUseError('A command needs at least one word')
  return argv.map(quote).join(' ')
}

/**
 * A command line for a host's login shell, which the command replaces: dash and fish would stay, and turn a signal into
 * an exit code.
 *
 * Throws `TypeError` for a line that is too long for the host's kernel.
 */
export function loginLine(argv: readonly string[]): string {
  const line = `exec ${commandLine(argv)}`
  const bytes = Buffer.byteLength(line)
  if (bytes > longestArgument) {
    throw new WrongUseError(
      `The command is ${bytes} bytes long when quoted and a host takes ${longestArgument}: send the bulk on standard input`,
    )
  }
  return line
}
