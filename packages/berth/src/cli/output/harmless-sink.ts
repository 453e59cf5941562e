import { printable } from '@berth/core/printable'
import type { OutputSink, TextSink } from '../environment.js'

/**
 * A way to a stream that nothing harmful passes, whatever it is and wherever it comes from: for messages, tables and
 * JSON, on a terminal and elsewhere.
 */
export function harmlessSink(stream: OutputSink): TextSink {
  return {
    write: (text) => stream.write(printable(text)),
    get writableNeedDrain() {
      return stream.writableNeedDrain ?? false
    },
    on: (event, listener) => stream.on?.(event, listener),
  }
}
