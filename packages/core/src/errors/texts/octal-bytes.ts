/** A character as the format of a `printf` names its bytes, one by one: `\303\274` for `ü`. */
export function octalBytes(character: string): string {
  return [...Buffer.from(character)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')
}
