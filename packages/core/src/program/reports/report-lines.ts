import { StringDecoder } from 'node:string_decoder'
import type { OutputStream } from '../../contract/index.js'

/** Hears of a program's output as it comes. */
export interface ProgramListener {
  /** A report begins. */
  readonly onReport?: (word: string) => void
  /** A whole line that begins no report. Empty lines are left out; a carriage return ends a line too. */
  readonly onLine?: (line: string, stream: OutputStream) => void
}

/** Takes the pieces of a program's output, and tells a listener of reports and lines. */
export function reportLines(
  nonce: string,
  { onReport, onLine }: ProgramListener,
): (stream: OutputStream, chunk: Uint8Array) => void {
  const streams = { stdout: lineSplitter(), stderr: lineSplitter() }
  const begin = `${nonce} `
  return (stream, chunk) => {
    for (const line of streams[stream](chunk)) {
      if (stream === 'stdout' && line.startsWith(begin)) onReport?.(line.slice(begin.length))
      else if (line !== '') onLine?.(line, stream)
    }
  }
}

/** Characters that are kept of a line: one that has no end must not be kept whole. */
const longestLine = 64 * 1024

function lineSplitter(): (chunk: Uint8Array) => readonly string[] {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  return (chunk) => {
    // Only what is new is looked through, however long the line is by now.
    const [first = '', ...more] = decoder.write(Buffer.from(chunk)).split(/[\r\n]+/)
    rest += first.slice(0, Math.max(longestLine - rest.length, 0))
    const last = more.pop()
    if (last === undefined) return []
    const lines = [rest, ...more]
    rest = last
    return lines
  }
}
