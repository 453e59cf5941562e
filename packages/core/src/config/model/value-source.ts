/** Where a value of a cluster file was written. */
export interface ValueSource {
  /** The file, as it was named by the caller. Null: an object made in code. */
  readonly file: string | null
  /** From 1. Null: an object made in code. */
  readonly line: number | null
  /** From 1, in UTF-16 code units. Null: an object made in code. */
  readonly column: number | null
}
