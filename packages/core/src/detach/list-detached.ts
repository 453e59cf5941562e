import { randomUUID } from 'node:crypto'
import { endingError, endingOf, operationOn, runProgram } from '../command/operation/index.js'
import type { Command, ContainerExecOptions, ContainerShell } from '../contract/index.js'
import { parseReports } from '../program/reports/parse-reports.js'
import { listCommand } from './detached-commands.js'
import { type DetachedState, parseDetachedState } from './detached-state.js'
import { detachedOperations } from './operations.js'

/** What one host knows of a detached command. */
export interface SeenCommand {
  readonly id: string
  readonly state: DetachedState
  /**
   * The command itself: words, or a shell program. Its first 1,000 bytes or so; a text that was cut ends with `…`. Null
   * if the command cannot be told.
   */
  readonly command: Command | null
  /** RFC 3339, by the host's clock; null if the time cannot be told. */
  readonly startedAt: string | null
  /** Bytes printed so far; null if the numbers cannot be told. */
  readonly printed: { readonly stdout: number; readonly stderr: number } | null
}

/** Room for some ten thousand commands. */
const maxOutput = 16 * 1024 * 1024

/**
 * All detached commands of this user on one host, or in its container, the oldest first. Rejects with
 * `BERTH_COMMAND_FAILED` if they cannot be listed, with `BERTH_TIMEOUT` after a minute, or as {@link runProgram} does.
 */
export async function listDetached(
  shell: ContainerShell,
  options: Pick<ContainerExecOptions, 'signal' | 'user' | 'env'>,
): Promise<readonly SeenCommand[]> {
  const nonce = randomUUID()
  const operation = operationOn(shell.host, detachedOperations.list)
  const result = await runProgram(shell, operation, listCommand(nonce), { timeout: 60_000, maxOutput, ...options })
  const { reports, end } = parseReports(result.stdout, nonce)
  if (end !== 'finished') throw endingError({ ...endingOf(result, options), truncated: true }, operation)
  return reports.map(([, report]) => parseSeen(report)).sort(byStart)
}

/** Parts of a report, each closed by a NUL. A part that is not closed was cut. */
function parseSeen(report: string): SeenCommand {
  const [id = '', state = '', startedAt = '', sizes = '', ...rest] = report.split('\0')
  const cut = rest.pop() ?? ''
  const [stdout, stderr] = sizes.split('\n').map((size) => (/^\d+$/.test(size) ? Number(size) : undefined))
  return {
    id,
    state: parseDetachedState(state),
    command: commandOf(cut === '' ? rest : [...rest, `${cut.replace(/\ufffd+$/, '')}…`]),
    startedAt: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(startedAt) ? startedAt : null,
    printed: stdout === undefined || stderr === undefined ? null : { stdout, stderr },
  }
}

/** The command as it was given. */
function commandOf(words: readonly string[]): Command | null {
  if (words.length === 0) return null
  const [kind, ...command] = words
  if (kind === 'shell') return command[0] ?? null
  return kind === 'words' ? command : words
}

function byStart({ startedAt: one }: SeenCommand, { startedAt: other }: SeenCommand): number {
  return (one ?? '').localeCompare(other ?? '')
}
