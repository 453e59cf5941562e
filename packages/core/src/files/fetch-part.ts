import { randomUUID } from 'node:crypto'
import { posix } from 'node:path'
import { loginLine } from '../command/login/login-line.js'
import { operationOn, runProgram } from '../command/operation/index.js'
import { programs } from '../command/programs.generated.js'
import type { ContainerShell } from '../contract/index.js'
import type { Arrival } from './feeder.js'
import { fileOperations } from './operations.js'
import { fetchCommand } from './put-commands.js'

/** What one host gets of another. */
export interface FetchRequest {
  /** Where it arrives. */
  readonly arrival: Arrival
  /** Where it is, or is arriving, on the other host. */
  readonly source: Arrival
  /** The command that runs a command line on the other host, which is its last word. */
  readonly words: readonly string[]
  /** Told of the bytes that are there, each second. */
  readonly report: (there: number) => void
  readonly signal?: AbortSignal
}

/** What a fetch came to. */
export interface Fetched {
  /** Bytes that are there now. */
  readonly there: number
  /** What was said on the way, where it is less than the whole. */
  readonly said: string
}

/**
 * Has a host get the rest of something from another one, while it arrives there too. Resolves however much that was.
 * Rejects as `putTree` does where the host itself fails.
 */
export async function fetchPart(
  shell: ContainerShell,
  { arrival, source, words, report, signal }: FetchRequest,
): Promise<Fetched> {
  const line = `berth-${randomUUID()}`
  const { where, name, offset } = arrival
  const operation = operationOn(shell.host, fileOperations.putTree, posix.join(where.folder, name))
  const command = fetchCommand(where, arrival, line, [...words, loginLine(passOnCommand(source, offset, line))])
  const over = new AbortController()
  let told = ''
  try {
    const { stderr } = await runProgram(shell, operation, command, {
      stdin: untilAborted(over.signal),
      onOutput: (stream, chunk) => {
        if (stream !== 'stdout') return
        told = `${told}${Buffer.from(chunk).toString('latin1')}`.slice(-longestTelling)
        const there = lastSize(told)
        if (there !== undefined) report(there)
      },
      ...(signal && { signal }),
    })
    return { there: lastSize(told) ?? offset, said: stderr.trim() }
  } finally {
    over.abort()
  }
}

/** Characters kept of the sizes that are told. */
const longestTelling = 64

function lastSize(told: string): number | undefined {
  const [, size] = /(?:^|\n)(\d+)\n(?:\d*)$/.exec(told) ?? []
  return size === undefined ? undefined : Number(size)
}

function passOnCommand({ where, name, size }: Arrival, from: number, line: string): readonly string[] {
  const staging = posix.join(where.folder, `.berth-put-${where.id}`)
  const words = [staging, name, String(from), String(size), line, randomUUID()]
  return ['sh', '-c', programs['files/pass-on'], 'berth-put-pass-on', ...words]
}

/** Input that has nothing in it, and ends with the signal: what runs on both hosts ends with it. */
async function* untilAborted(signal: AbortSignal): AsyncGenerator<Uint8Array> {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
  yield new Uint8Array()
}
