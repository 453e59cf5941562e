/** A value as the text of `--json`. */
export function jsonText(value: unknown): string {
  return `${harmless(JSON.stringify(value, null, 2))}\n`
}

/** A value as one line, for a stream of lines. */
export function jsonLine(value: unknown): string {
  return `${harmless(JSON.stringify(value))}\n`
}

/**
 * JSON in which no character means anything to a terminal: JSON itself escapes the C0 controls alone. Whoever reads it
 * gets the same text.
 */
function harmless(json: string): string {
  return json.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) =>
    character === '\n'
      ? character
      : Array.from({ length: character.length }, (_, index) => escaped(character.charCodeAt(index))).join(''),
  )
}

function escaped(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`
}
