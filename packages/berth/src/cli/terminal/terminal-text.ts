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
    .map((piece, index) => (index % 2 === 0 ? printable(piece) : hides(piece) ? piece.replace(begin, '\\x1b') : piece))
    .join('')
}

/** Whether a colour makes text invisible (8), which is something else where it is the number of a colour (38;5;8). */
function hides(piece: string): boolean {
  if (!isColour(piece)) return false
  const others = piece.slice(2, -1).replace(/(?<=^|;)0*[345]8;0*(?:5;\d*|2;\d*;\d*;\d*)(?=;|$)/g, '')
  return /(?:^|;)0*8(?:[;:]|$)/.test(others)
}

/** Whether a piece of a text for a terminal is a colour, not a character. */
export function isColour(piece: string): boolean {
  return piece.startsWith(begin)
}

/** A text for a terminal as its colours and characters, one after the other. */
export function terminalPieces(text: string): readonly string[] {
  return text.split(kept).flatMap((piece) => (isColour(piece) ? [piece] : [...piece]))
}
