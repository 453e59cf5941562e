/**
 * Words as a line that a reader pastes into a shell. What Berth itself runs on hosts is quoted elsewhere, for login
 * shells of every kind; a reader's eyes want fewer quotes.
 */
export function shellLine(argv: readonly string[]): string {
  return argv.map(shellWord).join(' ')
}

function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
