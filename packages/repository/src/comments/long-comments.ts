/** A line with a comment that is longer than a reader's window. */
export interface LongComment {
  /** From 1. */
  readonly line: number
  readonly columns: number
}

/** Columns that a line with a comment may have. */
export const commentColumns = 120

/**
 * The lines of a source that have a comment, or a part of one, and more than {@link commentColumns} columns; in their
 * order.
 */
export function longComments(path: string, text: string): LongComment[] {
  const commented = path.endsWith('.sh') ? commentedInShell(text) : commentedInTypeScript(text)
  return text.split('\n').flatMap((content, index) => {
    const columns = [...content].length
    return commented.has(index) && columns > commentColumns ? [{ line: index + 1, columns }] : []
  })
}

/**
 * Lines, from 0, that are a comment; those of the text of a here-document that begins with `#` are taken for one too.
 */
function commentedInShell(text: string): Set<number> {
  return new Set(text.split('\n').flatMap((content, index) => (/^\s*#/.test(content) ? [index] : [])))
}

/**
 * Pieces of a source that are no code of their own: comments, and the strings, templates and regular expressions that
 * could hold the signs of a comment.
 */
const pieces =
  /\/\/[^\n]*|\/\*.*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|(?<=[(,=:!&|?;[{}\n]\s*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\//gs

/** Lines, from 0, that a comment reaches over. */
function commentedInTypeScript(text: string): Set<number> {
  const lines = new Set<number>()
  let line = 0
  let end = 0
  for (const { 0: piece, index } of text.matchAll(pieces)) {
    line += countLines(text.slice(end, index))
    const last = line + countLines(piece)
    if (/^\/[/*]/.test(piece)) for (let one = line; one <= last; one += 1) lines.add(one)
    line = last
    end = index + piece.length
  }
  return lines
}

function countLines(text: string): number {
  return text.split('\n').length - 1
}
