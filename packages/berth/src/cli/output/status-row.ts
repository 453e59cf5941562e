import { printableLine } from '@berth/core/printable'
import type { OutputSink, ProgressRow } from '../environment.js'
import { fittedRow } from '../terminal/fitted-row.js'
import { rowColumns } from '../terminal/row-columns.js'

/** Takes the cursor to the beginning of its row, and empties the row. */
const emptied = `\r${String.fromCharCode(0x1b)}[K`

/** Columns that stay free at the end: what the terminal echoes there, `^C`, must not begin another row. */
const free = 3

/** The last row of a terminal, which is written again and again; all else that is written there stands above it. */
export class StatusRow implements ProgressRow {
  readonly #terminal: OutputSink
  readonly #variables: Readonly<Record<string, string | undefined>>
  #text: string | null = null
  #isShown = false
  #isMidLine = false

  constructor(terminal: OutputSink, variables: Readonly<Record<string, string | undefined>>) {
    this.#terminal = terminal
    this.#variables = variables
  }

  /** Columns that a text may have. */
  get columns(): number {
    return Math.max(1, rowColumns(this.#terminal.columns, this.#variables) - free)
  }

  /** Shows this text in place of what was shown, as much of it as fits; null shows nothing. */
  show(text: string | null): void {
    this.#text = text
    this.#hide()
    this.#draw()
  }

  /** A way to a stream of the same terminal: what is written to it stands above the row. Other streams stay as is. */
  above(stream: OutputSink): OutputSink {
    if (stream.isTTY !== true) return stream
    return {
      isTTY: true,
      write: (output) => {
        this.#hide()
        const written = stream.write(output)
        if (output.length > 0) this.#isMidLine = !endsLine(output)
        this.#draw()
        return written
      },
      get columns() {
        return stream.columns
      },
      get writableNeedDrain() {
        return stream.writableNeedDrain ?? false
      },
      on: (event, listener) => stream.on?.(event, listener),
    }
  }

  #hide(): void {
    if (this.#isShown) this.#terminal.write(emptied)
    this.#isShown = false
  }

  /** Nothing is drawn behind a line that has not ended. */
  #draw(): void {
    if (this.#text === null || this.#isMidLine) return
    this.#terminal.write(fittedRow(printableLine(this.#text), this.columns))
    this.#isShown = true
  }
}

/**
 * The status row of standard error; null where it is no terminal, where the terminal cannot write a row again
 * (`TERM=dumb`), and beside the debug log, which is written past everything.
 */
export function statusRow(
  stderr: OutputSink,
  variables: Readonly<Record<string, string | undefined>>,
): StatusRow | null {
  const { TERM = '', DEBUG = '' } = variables
  if (stderr.isTTY !== true || TERM === 'dumb' || TERM === '' || DEBUG !== '') return null
  return new StatusRow(stderr, variables)
}

function endsLine(output: string | Uint8Array): boolean {
  return typeof output === 'string' ? output.endsWith('\n') : output[output.length - 1] === 0x0a
}
