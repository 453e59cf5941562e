import { printableLine, shortLine } from '@berth/core'

/** Characters of a cell: what names a container, an image or a user is shorter, unless it is to spoil the table. */
const longestCell = 160

/** Characters of a cell of the last column, which spoils nothing. */
const longestLast = 500

/** Rows in columns, two spaces apart; the last column is left ragged. Each cell is one harmless line. */
export function table(texts: readonly (readonly string[])[]): string {
  const rows = texts.map((cells) =>
    cells.map((cell, column) =>
      shortLine(printableLine(cell), column === cells.length - 1 ? longestLast : longestCell),
    ),
  )
  const columns = rows.reduce((most, row) => Math.max(most, row.length), 0)
  const widths = Array.from({ length: columns }, (_, column) =>
    rows.reduce((most, row) => Math.max(most, row[column]?.length ?? 0), 0),
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
