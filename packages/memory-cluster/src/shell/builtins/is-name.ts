/** Whether a variable can have it for its name; an option, for one, is none. */
export function isName(word: string): boolean {
  return /^[A-Za-z_]\w*$/.test(word)
}
