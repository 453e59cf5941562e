import type { OutputSink } from '../environment.js'
import { isColour, plainAgain, terminalPieces, terminalText } from './terminal-text.js'

/** What is to be known of a stream before output is written to it. */
export type OutputReader = Pick<OutputSink, 'isTTY' | 'columns'>

/** What begins a header, and ends it. */
export const headerRule = '──'

/**
 * What a command printed, in whole lines, to stand below the header of its hosts. On a terminal, no line can be taken
 * for another header, wherever the terminal breaks it, and colours end with the text.
 */
export function outputBelowHeader(output: string, { isTTY, columns }: OutputReader): string {
  const lines = output === '' || output.endsWith('\n') ? output : `${output}\n`
  if (!isTTY) return lines
  const shown = terminalText(lines)
    .split('\n')
    .map((line) => (maySeemHeader(line, columns) ? line.replaceAll('─', '-') : line))
    .join('\n')
  return terminalPieces(shown).some(isColour) ? `${shown}${plainAgain}` : shown
}

function maySeemHeader(line: string, columns = Number.POSITIVE_INFINITY): boolean {
  if (!line.includes('─')) return false
  const characters = terminalPieces(line).filter((piece) => !isColour(piece))
  // No character is wider than two columns.
  return characters.join('').trimStart().startsWith('─') || characters.length * 2 > columns
}
