import { constants } from 'node:os'
import { type ErrorKind, exitCodeOf, type HostResult, type HostResults } from '@berth/core'
import { resultKinds } from '../../kinds-of.js'

/** Which of the exit codes of several hosts Berth exits with. */
export type ExitCodeChoice = 'first' | 'max'

/**
 * What `berth` exits with after a command. With one host that is the command's own exit code, 128 and the number of the
 * signal that ended it, or 1 where Berth ended it. With several hosts 1 where it failed on any, or by choice that of
 * the `first` host on which it failed, in the order of the cluster file, or the highest. Trouble of Berth's own has
 * another code and comes first. 0 where it failed on no more hosts than may (`--max-failures`). `beside`: the kinds of
 * what went wrong beside the command. Default is nothing.
 */
export function commandExitCode(
  results: HostResults | HostResults<Uint8Array>,
  choice: ExitCodeChoice | undefined,
  beside: ReadonlySet<ErrorKind> = new Set(),
): number {
  const code = exitCodeOf([...(results.withinBudget ? [] : resultKinds(results)), ...beside])
  if (code !== 1 || beside.size > 0) return code
  const codes = [...results].map(ownCode)
  const [only, ...others] = codes
  if (only !== undefined && others.length === 0) return only
  switch (choice) {
    case undefined:
      return code
    case 'first':
      return codes.find((one) => one !== 0) ?? code
    case 'max':
      return codes.reduce((most, one) => Math.max(most, one), 0)
    default:
      return choice satisfies never
  }
}

const signals: Readonly<Record<string, number>> = constants.signals

function ownCode({ endedBy, exitCode, signal }: HostResult<string | Uint8Array>): number {
  if (endedBy === 'exit' && exitCode !== null) return exitCode
  const number = endedBy === 'signal' && signal !== null ? signals[signal] : undefined
  return number === undefined ? 1 : 128 + number
}
