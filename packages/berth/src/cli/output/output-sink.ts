import type { OutputSink } from '../environment.js'
import { terminalText } from '../terminal/terminal-text.js'

/**
 * A way to a stream for what commands print: a file and a pipe get the bytes as they are, a terminal what is harmless
 * there.
 */
export function outputSink(stream: OutputSink): OutputSink {
  if (stream.isTTY !== true) return stream
  return {
    isTTY: true,
    write: (output) => stream.write(terminalText(typeof output === 'string' ? output : Buffer.from(output).toString())),
    get columns() {
      return stream.columns
    },
    get writableNeedDrain() {
      return stream.writableNeedDrain ?? false
    },
    on: (event, listener) => stream.on?.(event, listener),
  }
}
