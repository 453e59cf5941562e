/** A line that a program prints about itself among its output: a mark, a number, a newline. */
export interface MarkedNumber {
  /** Where the mark begins. */
  readonly at: number
  /** Where the line has ended. */
  readonly end: number
  readonly number: number
}

/** Digits of the longest number. */
const mostDigits = 10

/** The first whole line of a mark and a number; null if there is none. */
export function findMarkedNumber(bytes: Buffer, mark: Buffer): MarkedNumber | null {
  for (let at = bytes.indexOf(mark); at !== -1; at = bytes.indexOf(mark, at + 1)) {
    const from = at + mark.length
    const [whole, digits] = /^(\d+)\n/.exec(bytes.toString('latin1', from, from + mostDigits + 1)) ?? []
    if (whole !== undefined) return { at, end: from + whole.length, number: Number(digits) }
  }
  return null
}

/**
 * Where a line of a mark and a number may begin of which more has yet to come: the end of the bytes if nowhere. The
 * first byte of the mark is nowhere else in the mark.
 */
export function startOfMarkedNumber(bytes: Buffer, mark: Buffer): number {
  const at = startOfMark(bytes, mark)
  if (at < bytes.length) return at
  const last = bytes.lastIndexOf(mark)
  if (last === -1) return at
  const digits = bytes.toString('latin1', last + mark.length, last + mark.length + mostDigits + 1)
  return /^\d*$/.test(digits) && digits.length <= mostDigits ? last : at
}

/**
 * Where a mark may begin of which more has yet to come: the end of the bytes if nowhere. The first byte of the mark is
 * nowhere else in the mark.
 */
export function startOfMark(bytes: Buffer, mark: Buffer): number {
  const [first = 0] = mark
  const at = bytes.lastIndexOf(first)
  const beginning = mark.subarray(0, bytes.length - at)
  return at !== -1 && bytes.subarray(at).equals(beginning) ? at : bytes.length
}
