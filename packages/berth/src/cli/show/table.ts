import { printableLine } from '@berth/core'

/** Rows in columns, two spaces apart; the last column is left ragged. Each cell is one harmless line. */
export function table(texts: readonly (readonly string[])[]): string {
  const rows = texts.map((cells) => cells.map(printableLine))
  const columns = Math.max(...rows.map((row) => row.length), 0)
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  )
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('')
}
