/** A line of an ssh_config that is not blank and no comment. */
export interface ConfigLine {
  /** In lower case. */
  readonly keyword: string
  /** What stands after the keyword and after the `=` or the blanks behind it. */
  readonly text: string
}

/** Takes the keyword off a line; undefined for a blank line or a comment. The keyword may stand in double quotes. */
export function splitLine(line: string): ConfigLine | undefined {
  const form = /^[ \t\r=]*"?(?<keyword>[^ \t\r\f"=]+)"?(?:[ \t\r]*=)?[ \t\r]*/
  const { 0: before = '', groups: { keyword } = {} } = form.exec(line) ?? {}
  if (keyword === undefined || keyword.startsWith('#')) return undefined
  return { keyword: keyword.toLowerCase(), text: withoutEnd(line.slice(before.length)) }
}

/** A text without the blanks at its end, however many. */
function withoutEnd(text: string): string {
  let end = text.length
  while (end > 0 && ' \t\r\f'.includes(text.charAt(end - 1))) end -= 1
  return text.slice(0, end)
}

/**
 * The words of a text, as ssh has them: with blanks between them; a `#` that begins a word begins a comment; single and
 * double quotes keep blanks; a backslash counts before a quote, a backslash, and a blank outside of quotes. Undefined
 * where a quote is never closed.
 */
export function splitWords(text: string): readonly string[] | undefined {
  const words: string[] = []
  let word: string | undefined
  let quote = ''
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index)
    const next = text.charAt(index + 1)
    const isBlank = quote === '' && (character === ' ' || character === '\t')
    if (isBlank) {
      if (word !== undefined) words.push(word)
      word = undefined
      continue
    }
    if (word === undefined && character === '#') break
    word ??= ''
    if (character === '\\' && isEscaped(next, quote)) {
      word += next
      index += 1
    } else if (quote === '' && (character === '"' || character === "'")) quote = character
    else if (character === quote) quote = ''
    else word += character
  }
  if (quote !== '') return undefined
  return word === undefined ? words : [...words, word]
}

function isEscaped(character: string, quote: string): boolean {
  return ['"', "'", '\\'].includes(character) || (character === ' ' && quote === '')
}
