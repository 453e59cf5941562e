/** What a text may take at most. */
export interface TextBounds {
  readonly lines: number
  /** UTF-16 code units, as `length` counts them. */
  readonly characters: number
}

/**
 * A text that is too long, without its middle: beginnings say what was done, endings how that ended. A line in the
 * place of the middle says how much is left out.
 */
export function boundedText(text: string, { lines, characters }: TextBounds): string {
  const all = text.split('\n')
  if (all.length <= lines && text.length <= characters) return text
  const ending = takeWhile([...all].reverse(), Math.ceil((lines - 1) * 0.75), characters * 0.75).reverse()
  const beginning = takeWhile(all.slice(0, all.length - ending.length), Math.floor((lines - 1) * 0.25), characters / 4)
  const left = all.length - beginning.length - ending.length
  if (left > 0) return [...beginning, `… ${left} ${left === 1 ? 'line' : 'lines'} left out …`, ...ending].join('\n')
  return [...beginning, ...ending].join('\n')
}

/** The first lines that fit; of a line that does not fit alone, as much as does. */
function takeWhile(all: readonly string[], lines: number, characters: number): string[] {
  const taken: string[] = []
  let room = Math.floor(characters)
  for (const line of all.slice(0, lines)) {
    if (line.length + 1 > room && taken.length > 0) break
    taken.push(shortLine(line, room))
    room -= line.length + 1
    if (room <= 0) break
  }
  return taken
}

/** A line, cut where it is too long. */
export function shortLine(line: string, characters: number): string {
  return line.length > characters ? `${line.slice(0, Math.max(characters - 1, 0))}…` : line
}
