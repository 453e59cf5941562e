import { octalBytes } from '../texts/octal-bytes.js'
import { printable } from '../texts/printable.js'

/**
 * Words as a line that a reader pastes into a shell. What Berth itself runs on hosts is quoted elsewhere, for login
 * shells of every kind; a reader's eyes want fewer quotes. The line is one line and harmless to print, whatever the
 * words are, and the shell makes the same words of it.
 */
export function shellLine(argv: readonly string[]): string {
  return argv.map(shellWord).join(' ')
}

function shellWord(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word
  if (!isPrintable(word)) return printedWord(word)
  return `'${word.replaceAll("'", "'\\''")}'`
}

function isPrintable(word: string): boolean {
  return !/[\n\t]/.test(word) && printable(word) === word
}

/** A word whose bytes are named one by one where they would not be seen. Newlines at its end need bash, ksh or zsh. */
function printedWord(word: string): string {
  const [, text = '', newlines = ''] = /^(.*?)(\n*)$/s.exec(word) ?? []
  const format = [...text].map((character) => (isPlain(character) ? character : octalBytes(character))).join('')
  return `"$(printf '${format}')"${newlines === '' ? '' : `$'${newlines.replaceAll('\n', '\\n')}'`}`
}

/** Whether a character stands for itself: to printf, which takes options too, and to a shell with a history. */
function isPlain(character: string): boolean {
  return isPrintable(character) && !/[%\\'!-]/.test(character)
}
