import { WrongUseError } from '../errors/index.js'

/**
 * One word for bash, dash and fish alike, the only place where Berth quotes. fish reads `\\` and `\'` inside single
 * quotes, the others do not, so backslashes and single quotes stand outside of them. A bare `%self` is a process id to
 * fish.
 *
 * Throws `TypeError` for a NUL, which no argument can hold, and for half of a surrogate pair, which UTF-8 cannot.
 */
export function quote(word: string): string {
  refuseUnfit(word)
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

/** Throws `TypeError` for a NUL, which no argument can hold, and for half of a surrogate pair, which UTF-8 cannot. */
export function refuseUnfit(word: string): void {
  if (word.includes('\0')) throw new WrongUseError('A command argument cannot contain a NUL byte')
  if (/\p{Surrogate}/u.test(word)) throw new WrongUseError('A command argument cannot contain half of a surrogate pair')
}
