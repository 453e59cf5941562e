/** Columns of a terminal that does not tell how many it has. */
const usual = 80

/**
 * Columns that a row may take: as many as the terminal has, or as COLUMNS says, whichever is less. A terminal that
 * nobody has told its size says 0.
 */
export function rowColumns(
  columns: number | undefined,
  { COLUMNS }: Readonly<Record<string, string | undefined>>,
): number {
  const known = [columns ?? 0, /^\d{1,6}$/.test(COLUMNS ?? '') ? Number(COLUMNS) : 0].filter((count) => count > 0)
  return known.length === 0 ? usual : Math.min(...known)
}
