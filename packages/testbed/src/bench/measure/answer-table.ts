import type { Answer } from './answer.js'

/** An answer for people: its title, and its rows in columns, numbers to the right. */
export function answerTable({ title, rows }: Answer): string {
  const cells = [
    ['', 'median', 'spread', 'ratio', ''],
    ...rows.map(({ what, median, fastest, slowest, ratio, remark }) => [
      what,
      timeText(median),
      `${timeText(fastest)} … ${timeText(slowest)}`,
      ratio.toFixed(2),
      remark ?? '',
    ]),
  ]
  const width = (column: number): number => Math.max(...cells.map((row) => row[column]?.length ?? 0))
  const widths = [0, 1, 2, 3].map(width)
  const lines = cells.map(([what = '', ...others]) =>
    [what.padEnd(widths[0] ?? 0), ...others.map((cell, index) => cell.padStart(widths[index + 1] ?? 0))]
      .join('  ')
      .trimEnd(),
  )
  return `${title}\n${lines.map((line) => `  ${line}\n`).join('')}`
}

/** A time to three digits, in milliseconds below a second. */
export function timeText(seconds: number): string {
  const milliseconds = seconds * 1000
  if (milliseconds >= 999.5) return `${threeDigits(seconds)} s`
  return `${threeDigits(milliseconds)} ms`
}

function threeDigits(value: number): string {
  return value.toFixed(value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2)
}
