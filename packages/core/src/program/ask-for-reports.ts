import { randomUUID } from 'node:crypto'
import type { HostConnection, HostExecOptions } from '../contract/transport.js'
import { type Operation, operationError } from './operation.js'
import { runOperation } from './run-operation.js'

/** A program for any POSIX shell, to be run on a host. */
export interface HostProgram {
  /**
   * `say WORD [TEXT]` reports a text, and what the program prints after it belongs to it too. It is done when its last command succeeded, or
   * by `finish`; where it ends in any other way, there is no answer.
   */
  readonly program: string
  /** Its arguments: `$1`, `$2`, …. Default is none. */
  readonly words?: readonly string[]
  /** Words of the command line before the shell's: `['sudo', '-n']`. Default is none. */
  readonly through?: readonly string[]
}

/** What a program on a host said. */
export type HostReport = readonly [word: string, text: string]

/**
 * Runs an operation's program on a host, for adapters. Resolves with what it reported, in order and byte for byte, once the answer is whole: a
 * line with a secret of this call, which only the end of the program prints, closes it. Rejects with the operation's error, where the program
 * failed with what it said on standard error. An abort or a timeout ends it with SIGTERM, which a `trap` may answer within two seconds.
 *
 * @example
 * ```ts
 * const reports = await askForReports(host, operation, { program: 'say kernel; uname -r' }, callLimits(options, 60_000))
 * ```
 */
export async function askForReports(
  host: HostConnection,
  operation: Operation,
  { program, words = [], through = [] }: HostProgram,
  options: HostExecOptions,
): Promise<readonly HostReport[]> {
  const nonce = randomUUID()
  const argv = [...through, 'sh', '-c', `${prelude}${program}\n${ending}`, 'sh', nonce, ...words]
  const { exitCode, stdout, stderr, truncated } = await runOperation(host, operation, argv, options)
  const reports = truncated ? null : wholeReports(stdout, nonce)
  if (exitCode === 0 && reports !== null) return reports
  const reason = exitCode === 0 ? 'the answer is incomplete' : stderr.trim() || 'it failed without a word'
  throw operationError(operation, { reason, remedy: operation.afterwards })
}

const prelude = `nonce=$1
shift
say() { printf '\\n%s %s\\n%s' "$nonce" "$1" "\${2-}"; }
finish() { say end; exit 0; }
`

const ending = `
code=$?
[ "$code" = 0 ] || exit "$code"
finish`

/** Null unless the sentinel is the very end. */
function wholeReports(stdout: string, nonce: string): readonly HostReport[] | null {
  const parts = stdout.split(`\n${nonce} `).slice(1)
  if (parts.pop() !== 'end\n') return null
  return parts.map((part) => {
    const end = part.indexOf('\n')
    return [part.slice(0, end), part.slice(end + 1)]
  })
}
