import { NodesetError } from './nodeset-error.js'

/** More names than any cluster has: a range with a digit too many must not fill the memory. */
export const mostNames = 100_000

/** Characters of a name beside its numbers: names of hosts have 253 at most. */
const longestName = 1000

/**
 * The names that a pattern stands for, in its order, each once: `gpu[008-010/2]` for gpu008 and gpu010. Throws
 * `NodesetError`.
 */
export function expandNames(pattern: string): readonly string[] {
  const pieces = pattern.split(/\[([^[\]]*)\]/)
  if (pieces.some((piece, index) => index % 2 === 0 && /[[\]]/.test(piece))) {
    throw new NodesetError(`has a bracket without its partner in "${pattern}"`)
  }
  const length = pieces.reduce((sum, piece, index) => sum + (index % 2 === 0 ? piece.length : 1), 0)
  if (length > longestName) throw new NodesetError(`has a name of more than ${longestName} characters`)
  const ranges = pieces.map((piece, index) => (index % 2 === 0 ? [] : piece.split(',').map(parseRange)))
  const count = ranges.filter((_, index) => index % 2 === 1).reduce((product, list) => product * sizeOf(list), 1)
  if (count > mostNames) throw new NodesetError(`stands for more than ${mostNames} names in "${pattern}"`)
  const names = pieces.reduce<readonly string[]>(
    (beginnings, piece, index) => {
      const endings = index % 2 === 0 ? [piece] : (ranges[index] ?? []).flatMap(numbersOf)
      return beginnings.flatMap((beginning) => endings.map((ending) => beginning + ending))
    },
    [''],
  )
  return [...new Set(names)]
}

interface Range {
  readonly first: number
  readonly last: number
  readonly step: number
  /** Digits to fill up with zeros. */
  readonly width: number
}

function parseRange(text: string): Range {
  const [, first = '', last = first, step = '1'] =
    /^\s*(\d{1,15})(?:-(\d{1,15})(?:\/(\d{1,15}))?)?\s*$/.exec(text) ?? []
  if (first === '') throw new NodesetError(`has the range "${text}"; write numbers as in [1-8,10] or [001-128/2]`)
  const padded = [first, last].some((digits) => digits.length > 1 && digits.startsWith('0'))
  if (padded && first.length !== last.length) {
    throw new NodesetError(
      `has the range "${text}", whose ends have different numbers of digits; write both alike, as in 001-128`,
    )
  }
  const range = { first: Number(first), last: Number(last), step: Number(step), width: padded ? first.length : 0 }
  if (range.last < range.first) throw new NodesetError(`has the range "${text}", which runs backwards`)
  if (range.step === 0) throw new NodesetError(`has the range "${text}", whose step is 0`)
  return range
}

function sizeOf(ranges: readonly Range[]): number {
  return ranges.reduce((sum, { first, last, step }) => sum + Math.floor((last - first) / step) + 1, 0)
}

function numbersOf({ first, last, step, width }: Range): string[] {
  const count = Math.floor((last - first) / step) + 1
  return Array.from({ length: count }, (_, index) => String(first + index * step).padStart(width, '0'))
}
