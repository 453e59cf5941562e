import {
  BerthError,
  CompensationError,
  type ErrorKind,
  type HostResult,
  HostsError,
  KeptError,
  RefusalError,
} from '@berth/core'
import { type EndingMeanings, ofCommand } from '../show/ending-meanings.js'

/** What `berth` exits with. */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 130

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

/**
 * Every kind of trouble that an error stands for: of each host's failure, of what a clean-up left behind, and of the
 * causes underneath. `refused` stands only for a plan that the policy refused, when nothing was changed.
 */
export function kindsOf(error: unknown): Set<ErrorKind> {
  const kinds = new Set<ErrorKind>()
  collect(error, kinds, new Set())
  // An error that is not Berth's own is a fault, whatever it says.
  return kinds.size === 0 ? new Set(['failed']) : kinds
}

/** The kinds of trouble among a command's results. */
export function resultKinds(results: Iterable<HostResult>, meanings: EndingMeanings = ofCommand): Set<ErrorKind> {
  return new Set([...results].flatMap((result) => [...resultKind(result, meanings)]))
}

function resultKind(
  { error, endedBy, exitCode, mayStillRun }: HostResult,
  meanings: EndingMeanings,
): Iterable<ErrorKind> {
  if (error !== null) return kindsOf(error)
  if (endedBy === 'abort') return [meanings.abort.kind]
  if (endedBy === 'lost') return [meanings.lost(mayStillRun?.because).kind]
  return exitCode === 0 ? [] : ['failed']
}

function collect(error: unknown, kinds: Set<ErrorKind>, seen: Set<unknown>): void {
  if (seen.has(error)) return
  seen.add(error)
  if (!BerthError.isInstance(error)) return
  const failures = error instanceof HostsError ? [...error.failures.values()] : []
  const leftBehind = error instanceof CompensationError ? [...error.leftBehind.values()] : []
  if (failures.length === 0) kinds.add(ownKind(error))
  for (const inner of [...failures, ...leftBehind]) collect(inner, kinds, seen)

  const beneath = new Set<ErrorKind>()
  collect(error.cause, beneath, seen)
  // A time limit may be kept by an abort from within, which nobody asked for.
  if (!(error instanceof CompensationError || error instanceof KeptError)) beneath.delete('interrupted')
  for (const kind of beneath) kinds.add(kind)
}

function ownKind(error: BerthError): ErrorKind {
  if (error instanceof RefusalError) {
    if (error.refusal.unreachable !== undefined) return 'unreachable'
    // What fails while a plan is carried out, as a port that is taken, is refused where it is seen before.
    return error.kind === 'failed' ? 'refused' : error.kind
  }
  // What the code of a refusal says while a plan is carried out came after the first change.
  return error.kind === 'refused' ? 'failed' : error.kind
}
