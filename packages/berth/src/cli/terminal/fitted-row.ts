import { characterWidth } from './character-width.js'

/** A text of one line that takes so many columns of a terminal at most; one that is cut ends with `…`. */
export function fittedRow(text: string, columns: number): string {
  let [shown, width]: [string, number] = ['', 0]
  for (const character of text) {
    const next = width + characterWidth(character, width)
    if (next > columns) return `${withoutLast(shown, columns, width)}…`
    ;[shown, width] = [shown + character, next]
  }
  return shown
}

/** The text with room for one more column. */
function withoutLast(text: string, columns: number, width: number): string {
  return width < columns ? text : [...text].slice(0, -1).join('')
}
