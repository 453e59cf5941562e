import { spellHarmful } from '@berth/core/printable'

/** A value as the text of `--json`. What is harmful to print is escaped, which is the same to whoever parses it. */
export function jsonText(value: unknown): string {
  return `${spellHarmful(JSON.stringify(value, null, 2), escaped)}\n`
}

/** A value as {@link jsonText} in one line, for a stream of lines. */
export function jsonLine(value: unknown): string {
  return `${spellHarmful(JSON.stringify(value), escaped)}\n`
}

function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, unit) => {
    return `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`
  }).join('')
}
