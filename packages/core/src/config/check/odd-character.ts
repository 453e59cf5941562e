/**
 * What a text has that neither an argument nor a variable of a program can have, in words: a NUL, or half of a
 * surrogate pair, as an escape of JSON makes one. Undefined where it has neither.
 */
export function oddCharacter(text: string): string | undefined {
  if (text.includes('\0')) return 'a NUL character in it'
  return /\p{Surrogate}/u.test(text) ? 'half of a surrogate pair in it' : undefined
}
