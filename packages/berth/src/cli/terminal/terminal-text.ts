import { printable } from '@berth/core/printable'

const begin = String.fromCharCode(0x1b)

/** Colours and the like (SGR), and what joins letters and signs into one: a terminal is to have them. */
const kept: RegExp = new RegExp(`(${begin}\\[[\\d;:]{0,60}m|[\u200c\u200d])`)

/** Ends all colours. */
export const plainAgain: string = `${begin}[0m`

/**
 * What a command printed, as a terminal may have it: in its colours, but it moves nothing, hides nothing and asks the
 * terminal nothing. A carriage return begins a new line: what was to be overwritten stays to be read. What is harmless
 * already comes back as it is.
 */
export function terminalText(output: string): string {
  return output
    .replace(/\r+\n?/g, '\n')
    .split(kept)
    .map((piece, index) => (index % 2 === 0 ? printable(piece) : piece))
    .join('')
}

/** Whether a piece of a text for a terminal is a colour, not a character. */
export function isColour(piece: string): boolean {
  return piece.startsWith(begin)
}

/** A text for a terminal as its colours and characters, one after the other. */
export function terminalPieces(text: string): readonly string[] {
  return text.split(kept).flatMap((piece) => (isColour(piece) ? [piece] : [...piece]))
}
