/** How the lines of a text end. */
export interface LineEnds {
  readonly newlines: number
  /** Of those newlines, how many come after a carriage return. */
  readonly afterReturns: number
  /** Offset of the first carriage return, wherever it is; -1 without one. */
  readonly firstReturn: number
}

/** Counts the ends of a text's lines. */
export function endsOfLines(text: Uint8Array): LineEnds {
  let newlines = 0
  let afterReturns = 0
  text.forEach((byte, at) => {
    if (byte !== newline) return
    newlines += 1
    if (text[at - 1] === carriageReturn) afterReturns += 1
  })
  return { newlines, afterReturns, firstReturn: text.indexOf(carriageReturn) }
}

/**
 * What bash is to run of a file: all of it, but a byte-order mark at its beginning, which bash would take for a part of
 * the first command; and where every line ends as on Windows, as editors and checkouts there write files, without the
 * carriage returns at the ends. Where only some lines do, that may be meant, as in a here-doc: they are kept.
 */
export function scriptText(bytes: Uint8Array): Buffer {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const marked = text[0] === 0xef && text[1] === 0xbb && text[2] === 0xbf
  const unmarked = marked ? text.subarray(3) : text
  const { newlines, afterReturns } = endsOfLines(unmarked)
  if (newlines === 0 || afterReturns < newlines) return unmarked
  return unmarked.filter((byte, at) => byte !== carriageReturn || !endsLine(unmarked, at)) as Buffer
}

/** Whether nothing comes between a place and the end of its line. */
function endsLine(text: Uint8Array, at: number): boolean {
  return at === text.length - 1 || text[at + 1] === newline
}

const newline = 0x0a
const carriageReturn = 0x0d
