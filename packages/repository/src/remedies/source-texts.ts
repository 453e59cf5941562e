/**
 * Pieces of a source: comments and regular expressions, which are passed over, and strings and templates, whose texts
 * are what users may read.
 */
const pieces =
  /\/\/[^\n]*|\/\*.*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|(?<=[(,=:!&|?;[{}\n]\s*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\//gs

/** A text that a source has between quotes. */
export interface SourceText {
  /** From 1. */
  readonly line: number
  readonly text: string
}

/** The texts of a source, in their order. What a template inserts stays as it is written: `${name}`. */
export function sourceTexts(source: string): readonly SourceText[] {
  return [...source.matchAll(pieces)].flatMap(({ 0: piece, index }) =>
    /^['"`]/.test(piece)
      ? [{ line: source.slice(0, index).split('\n').length, text: piece.slice(1, -1).replaceAll("\\'", "'") }]
      : [],
  )
}
