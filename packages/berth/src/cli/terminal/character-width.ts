/** Characters that take two columns of a terminal. */
const wide =
  /^[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Yi}\p{Script=Bopomofo}\u3000-\u303f\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{16fe0}-\u{1b2ff}\u{1f000}-\u{1faff}]/u

/** Columns between two stops of a tab. */
const tabStops = 8

/**
 * Columns that a character takes at most, where it stands behind so many columns. What joins the character before it,
 * and takes none, counts as one.
 */
export function characterWidth(character: string, column: number): number {
  if (character === '\t') return tabStops - (column % tabStops)
  return wide.test(character) ? 2 : 1
}
