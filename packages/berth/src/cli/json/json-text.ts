/** Characters that JSON may hold as they are, but that are not harmless to print. */
const harmful = /(?![\ufe00-\ufe0f])[\p{Cf}\p{Default_Ignorable_Code_Point}\x7f-\x9f\u2028\u2029]/gu

/** A value as the text of `--json`. What is harmful to print is escaped, which is the same to whoever parses it. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2).replace(harmful, escaped)}\n`
}

/** A value as {@link jsonText} in one line, for a stream of lines. */
export function jsonLine(value: unknown): string {
  return `${JSON.stringify(value).replace(harmful, escaped)}\n`
}

function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, unit) => {
    return `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`
  }).join('')
}
