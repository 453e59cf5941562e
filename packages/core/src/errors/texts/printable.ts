/**
 * Texts that are harmless to print, for programs that must not load the whole of `@berth/core` for that.
 *
 * @module
 */

/**
 * What must not reach a terminal or a reader as it is: controls of either kind (C0 with DEL, C1), what has no width or
 * turns the direction of the text around it, separators of lines and paragraphs, halves of surrogate pairs, letters
 * that are blank, and whatever else programs are to show nothing for. A newline and a tab are none of these, and
 * neither is what chooses between two looks of the sign before it.
 */
const harmful = /(?!\n|\t|[\ufe00-\ufe0f])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu

/** What programs colour their words with. It says nothing, and a message has no colours. */
const colour = new RegExp(`${String.fromCharCode(0x1b)}\\[[\\d;:]{0,60}m`, 'g')

/** Controls that have a name among programmers. */
const names: Readonly<Record<string, string>> = { '\b': '\\b', '\v': '\\v', '\f': '\\f', '\r': '\\r' }

/**
 * A text of whatever origin, as it may stand in a message: what would act on a terminal, or hide, or stand elsewhere
 * than it seems to, is spelled out (`\x1b`, `\r`, `\u202e`). Lines stay lines, whether they end as on Unix or on
 * Windows; colours are left out. What is harmless already comes back as it is, so that texts may pass here many times.
 *
 * Every text that comes from a host, a server or a file passes here on its way to a reader: the errors of Berth see to
 * it themselves, and so do the tables and lines of the command line.
 */
export function printable(text: string): string {
  return spellHarmful(text.replaceAll('\r\n', '\n').replace(colour, ''), spelledOut)
}

/**
 * A text in which each character that is not harmless to print is spelled in a way of one's own, for a notation that
 * has one, such as JSON's: see {@link printable}. Newlines and tabs stay.
 */
export function spellHarmful(text: string, spell: (character: string) => string): string {
  return text.replace(harmful, spell)
}

/**
 * What a program or a host said, as a part of a message: {@link printable}, and none of its lines can be taken for a
 * remedy.
 */
export function printableWords(text: string): string {
  return printable(text).replace(/^(\s*)→/gm, '$1\\u2192')
}

/** As {@link printable}, in one line: newlines are spelled out too, and a tab is a blank. */
export function printableLine(text: string): string {
  return printable(text).replaceAll('\n', '\\n').replaceAll('\t', ' ')
}

function spelledOut(character: string): string {
  const code = character.codePointAt(0) ?? 0
  const digits = code.toString(16)
  if (code > 0xffff) return `\\u{${digits}}`
  return names[character] ?? (code < 0x100 ? `\\x${digits.padStart(2, '0')}` : `\\u${digits.padStart(4, '0')}`)
}
