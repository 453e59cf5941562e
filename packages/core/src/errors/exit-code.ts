import type { ErrorKind } from './codes.js'

/** What `berth` exits with. 5 is no trouble: `plan --detailed-exitcode` says by it that there is something to do. */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5 | 130

/** Each kind of trouble with its exit code, in the order in which they have the word when several hold. */
const exitCodes: readonly (readonly [ErrorKind, ExitCode])[] = [
  ['interrupted', 130],
  ['usage', 2],
  ['unreachable', 4],
  ['refused', 3],
  ['failed', 1],
]

/** The exit code for all the trouble there was; 0 for none. */
export function exitCodeOf(kinds: Iterable<ErrorKind>): ExitCode {
  const seen = new Set(kinds)
  return exitCodes.find(([kind]) => seen.has(kind))?.[1] ?? 0
}

/** The kind that has the word among several; `failed` where there is none. */
export function leadingKind(kinds: Iterable<ErrorKind>): ErrorKind {
  const seen = new Set(kinds)
  return exitCodes.find(([kind]) => seen.has(kind))?.[0] ?? 'failed'
}
