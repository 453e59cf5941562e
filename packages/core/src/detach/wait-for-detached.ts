import { randomUUID } from 'node:crypto'
import {
  endingError,
  endingOf,
  notRun,
  type Operation,
  operationError,
  operationOn,
} from '../command/operation/index.js'
import { BoundedOutput } from '../command/output/bounded-output.js'
import type { ContainerExecOptions, ContainerShell, ExecResult, OutputStream } from '../contract/index.js'
import type { BerthError } from '../errors/index.js'
import { followCommand } from './detached-commands.js'
import { parseDetachedState } from './detached-state.js'
import { notKnown } from './not-known.js'
import { detachedOperations, waitAgain } from './operations.js'
import { UntilMark } from './until-mark.js'

/**
 * Turns of a follower whose link may be cut: the follower is gone after these, in 20 minutes or less. A follower with a
 * timeout ends by the timeout.
 */
const turnsUnwatched = 800

/** More turns than any timeout has time for. */
const turnsWatched = 2 ** 31 - 1

/** How one detached command is waited for. */
export interface WaitOptions extends Pick<ContainerExecOptions, 'timeout' | 'signal' | 'user' | 'env' | 'onOutput'> {
  readonly maxOutput: number
}

/**
 * Follows a detached command to its end: gives its output as it comes, each byte once, and then the result. Only
 * waiting is ended by a timeout or an abort: these reject with `BERTH_TIMEOUT` or `BERTH_ABORTED`, and the command goes
 * on.
 */
export async function waitForDetached(
  shell: ContainerShell,
  id: string,
  { maxOutput, onOutput, ...limits }: WaitOptions,
): Promise<ExecResult> {
  const operation = operationOn(shell.host, detachedOperations.wait, id)
  const mark = `\u001e${randomUUID()}`
  const turns = limits.timeout === undefined ? turnsUnwatched : turnsWatched
  const passed = { stdout: 0, stderr: 0 }
  const kept = { stdout: new BoundedOutput(maxOutput), stderr: new BoundedOutput(maxOutput) }
  const pass = (stream: OutputStream, chunk: Uint8Array): unknown => {
    passed[stream] += chunk.length
    kept[stream].push(chunk)
    return onOutput?.(stream, chunk)
  }
  for (let duration = 0; ; ) {
    const untilMark = new UntilMark(mark, (chunk) => pass('stdout', chunk))
    const following = {
      ...limits,
      maxOutput: 0,
      onOutput: (stream: OutputStream, chunk: Uint8Array): unknown =>
        stream === 'stdout' ? untilMark.push(chunk) : pass(stream, chunk),
    }
    const program = followCommand(id, { mark, turns, ...passed })
    const followed = await shell.exec(program, following).catch((error: unknown) => {
      throw notRun(operation, error)
    })
    duration += followed.duration
    const said = untilMark.after
    // The mark stands behind all of standard output; standard error is whole where the follower's own end was told.
    if (said === null || !said.endsWith('\n') || followed.endedBy !== 'exit')
      throw endingError({ ...endingOf(followed, following), truncated: true }, operation)
    const end = endOf(said.trim(), operation)
    if (end !== 'running') {
      const truncated = kept.stdout.truncated || kept.stderr.truncated
      const [stdout, stderr] = [kept.stdout.text(), kept.stderr.text()]
      return { host: shell.host, ...end, signal: null, stdout, stderr, truncated, duration }
    }
  }
}

/** Reads a follower's last word. Throws if the word tells of no end. */
function endOf(word: string, operation: Operation): Pick<ExecResult, 'exitCode' | 'endedBy'> | 'running' {
  if (word === 'unknown') throw notKnown(operation)
  if (word.startsWith('failed ')) throw notSeen(operation, word.slice('failed '.length))
  const ended = parseDetachedState(word)
  switch (ended.state) {
    case 'running':
      return 'running'
    case 'exited':
      return { exitCode: ended.exitCode, endedBy: 'exit' }
    case 'stopped':
      return { exitCode: null, endedBy: 'abort' }
    case 'lost':
      return { exitCode: null, endedBy: 'lost' }
    case 'unreadable':
      throw notSeen(operation, ended.reason)
    default:
      return ended satisfies never
  }
}

function notSeen(operation: Operation, why: string): BerthError {
  return operationError(operation, { reason: `its end was not seen: ${why}`, remedy: waitAgain })
}
