import { characterWidth } from './character-width.js'
import { isColour, plainAgain, terminalPieces, terminalText } from './terminal-text.js'

/** Columns that a row has for the words of a host at least, however narrow the terminal is. */
const narrowest = 20

/** Colours that are set again in the next row, at most. */
const mostColours = 8

/**
 * Lines that a host printed, as a terminal shows them behind the host's prefix. A line that is too long for a row goes
 * on in the next one behind the same prefix, so that nothing that a host prints stands where prefixes do; colours end
 * with the row. `columns`: of the terminal. Default is no end.
 */
export function terminalRows(lines: string, prefix: string, columns: number = Number.POSITIVE_INFINITY): string {
  const begin = [...prefix].reduce((column, character) => column + characterWidth(character, column), 0)
  return terminalText(lines)
    .split('\n')
    .flatMap((line) => rowsOf(line, begin, Math.max(columns, begin + narrowest)))
    .map((row) => `${prefix}${row}\n`)
    .join('')
}

function rowsOf(line: string, begin: number, end: number): string[] {
  if (/^[ -~]*$/.test(line) && begin + line.length <= end) return [line]
  const rows: string[] = []
  let [row, column, colours]: [string, number, string[]] = ['', begin, []]
  const finish = (): void => {
    rows.push(colours.length === 0 ? row : `${row}${plainAgain}`)
  }
  for (const piece of terminalPieces(line)) {
    if (isColour(piece)) {
      colours = /\[0*m$/.test(piece) ? [] : [...colours, piece].slice(-mostColours)
      row += piece
      continue
    }
    const width = characterWidth(piece, column)
    if (column + width > end) {
      finish()
      ;[row, column] = [colours.join(''), begin]
    }
    row += piece
    column += characterWidth(piece, column)
  }
  finish()
  return rows
}
