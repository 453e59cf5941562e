import type { ErrorCode, ErrorKind } from './codes.js'
import type { ToldCommand } from './remedies/remedy.js'

/** An error as `JSON.stringify` writes it, and as `--json` prints it. */
export interface ErrorJson {
  /** Name of the error's class: `BerthError`, `HostsError`, `RefusalError`, … */
  readonly name: string
  readonly code: ErrorCode
  /** The kind of trouble that decides the exit code of `berth`. */
  readonly kind: ErrorKind
  /** The host that it happened on; null where the error is of no host, or of several. */
  readonly host: string | null
  /** All hosts that the error is of. */
  readonly hosts: readonly string[]
  /** What was being done, as a verb phrase. */
  readonly operation: string
  /** What was seen, without host, operation and remedy. */
  readonly message: string
  /** What the user can do next; null where nothing is known. */
  readonly remedy: string | null
  /** The commands of the remedy, in their order. */
  readonly commands: readonly ToldCommand[]
  /** Whether doing the very same thing again is safe and may succeed. */
  readonly retryable: boolean
  /** What the program that failed had printed, as far as it was kept; null where the message shows all of it. */
  readonly output: string | null
  /** Each failing host's own error. Absent where the error is no collection of hosts' errors. */
  readonly failures?: Readonly<Record<string, ErrorJson>>
  /** Each host on which something was left behind, with why. Absent for all but a `CompensationError`. */
  readonly leftBehind?: Readonly<Record<string, ErrorJson>>
  /** The containers that stay, by host: their ids. Absent for all but a `KeptError`. */
  readonly kept?: Readonly<Record<string, string>>
  /** The failure that came first. Absent for all but a `CompensationError` and a `KeptError`. */
  readonly cause?: ErrorJson
  /** The hosts of a refusal that could not be reached. Absent for all but a `RefusalError`. */
  readonly unreachable?: readonly string[]
  /** Everything that is wrong in a cluster file. Absent for all but a `ConfigError`. */
  readonly problems?: readonly ProblemJson[]
}

/** One thing that is wrong in a cluster file. */
export interface ProblemJson {
  /** The file; null for a config that was made in code. */
  readonly file: string | null
  /** From 1; null where it is not known. */
  readonly line: number | null
  /** From 1, in UTF-16 code units; null where it is not known. */
  readonly column: number | null
  /** Keys joined by `/`; empty for the file as a whole. */
  readonly path: string
  /** What is wrong, what was expected, and how to put it right. */
  readonly message: string
  /** All of it in one text: `file:line:column path: message`. */
  readonly text: string
}

/** The errors of hosts, each as JSON. */
export function errorsJson(errors: ReadonlyMap<string, { toJSON(): ErrorJson }>): Readonly<Record<string, ErrorJson>> {
  return Object.fromEntries([...errors].map(([host, error]) => [host, error.toJSON()]))
}
