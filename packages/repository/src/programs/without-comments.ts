/**
 * A shell program without its blank lines and its lines that are comments only; lines in quotes or in a here-document
 * stay. Throws for a program that ends within quotes or a here-document.
 */
export function withoutComments(text: string): string {
  const kept: string[] = []
  let open: Open = { quote: '', delimiters: [] }
  for (const line of text.replace(/\n+$/, '').split('\n')) {
    if (open.quote === '' && open.delimiters.length === 0 && /^[ \t]*(#|$)/.test(line)) continue
    kept.push(line)
    open = afterLine(line, open)
  }
  if (open.quote !== '' || open.delimiters.length > 0) throw new Error('it ends within quotes or a here-document')
  return kept.join('\n')
}

type Quote = '' | "'" | '"'

/** The quote and the here-documents that are open between two lines. */
interface Open {
  readonly quote: Quote
  /** The words that end here-documents, the next one first. */
  readonly delimiters: readonly string[]
}

/** Patterns of the tokens that mean something to a shell, by the quotes that these stand in. */
const tokens: Readonly<Record<Quote, RegExp>> = {
  '': /\\.|['"]|<<-? *(?:'(?<quoted>\w+)'|(?<word>\w+))|(?<=^|[\s;&|()])#.*/g,
  "'": /'/g,
  '"': /\\.|"/g,
}

function afterLine(line: string, { quote: before, delimiters: [delimiter, ...others] }: Open): Open {
  if (delimiter !== undefined) {
    const ends = line.replace(/^\t+/, '') === delimiter
    return { quote: '', delimiters: ends ? others : [delimiter, ...others] }
  }
  const delimiters: string[] = []
  let quote = before
  for (let at = 0; ; ) {
    tokens[quote].lastIndex = at
    const match = tokens[quote].exec(line)
    if (match === null) return { quote, delimiters }
    const [text] = match
    at = match.index + text.length
    if (text === "'" || text === '"') quote = quote === '' ? text : ''
    const { word, quoted = word } = match.groups ?? {}
    if (quoted !== undefined) delimiters.push(quoted)
  }
}
