import { boundedText, shortLine } from '../errors/texts/bounded-text.js'

/** What of a program's words is looked through, and may stand in a message. */
const mostWords = { lines: 1000, characters: 64 * 1024 }

/** Characters of a line of them. */
const longestLine = 2000

/**
 * What a program said, to be looked through by patterns and told in a message: the text as it is, but for lines that
 * are too long, which are cut, and the middle of a text that is too long. Without this a host that says megabytes in
 * one line would keep patterns at work for ever.
 */
export function shortWords(text: string): string {
  return boundedText(text, mostWords)
    .split('\n')
    .map((line) => shortLine(line, longestLine))
    .join('\n')
}
