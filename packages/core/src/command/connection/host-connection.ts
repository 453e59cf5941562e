import { randomUUID } from 'node:crypto'
import type { Command, ExecResult } from '../../contract/command.js'
import type { GetFileOptions, HostConnection, HostExecOptions, PutFileOptions } from '../../contract/transport.js'
import { getCommand, putCommand, wasWritten } from '../files.js'
import { endingError, endingOf, notRun, type Operation, operationOn, type ProgramEnding } from '../operation/index.js'
import { commandOperations } from '../operations.js'
import { connectionClosed } from './command-errors.js'
import { type Ended, execution } from './execution.js'
import type { HostChannels } from './host-channels.js'
import { type StartTimer, startTimer as startOwnTimer } from './start-timer.js'
import { StopRequest } from './stop-request.js'
import { wholeChannels } from './whole-channels.js'

/** How a program that writes or reads a file ended. */
interface FileEnded extends Pick<Ended, 'stdout'> {
  readonly ending: ProgramEnding
}

/** Options of {@link hostConnection}. */
export interface HostConnectionOptions {
  /** A string that no command prints by chance, new at each call. Default is a random UUID. */
  readonly newNonce?: () => string
  /**
   * Starts the timers by which commands are overdue or idle; a host that is simulated has a time of its own. Default is
   * this machine's time.
   */
  readonly startTimer?: StartTimer
}

/**
 * Makes a connection of a transport's channels: announcements, tags, deadlines, bounded output and files are done here,
 * once for all transports. Closing the connection ends the commands that run, as an abort does, before it closes the
 * channels.
 */
export function hostConnection(
  host: string,
  givenChannels: HostChannels,
  options: HostConnectionOptions = {},
): HostConnection {
  const channels = wholeChannels(givenChannels)
  const { newNonce = randomUUID, startTimer = startOwnTimer } = options
  const running = new Map<Promise<Ended>, StopRequest>()
  let closing: Promise<void> | undefined

  const run = async (command: Command, execOptions: HostExecOptions): Promise<Ended> => {
    if (closing !== undefined) throw connectionClosed(host)
    const stop = new StopRequest(execOptions, startTimer)
    const ended = execution({ host, channels, nonce: newNonce(), command, options: execOptions, stop })
    running.set(ended, stop)
    try {
      return await ended
    } finally {
      running.delete(ended)
      stop.release()
    }
  }

  const closeAll = async (): Promise<void> => {
    for (const stop of running.values()) stop.ask('abort', new Error('The connection was closed'))
    await Promise.allSettled(running.keys())
    await channels.close()
  }

  const close = (): Promise<void> => {
    closing ??= closeAll()
    return closing
  }

  const runForFile = async (
    operation: Operation,
    command: Command,
    execOptions: HostExecOptions,
  ): Promise<FileEnded> => {
    const ended = await run(command, execOptions).catch((error: unknown) => {
      throw notRun(operation, error)
    })
    return {
      stdout: ended.stdout,
      ending: endingOf({ ...ended, stderr: ended.stderr.text(), truncated: false }, execOptions),
    }
  }

  return {
    host,
    async exec(command: Command, execOptions: HostExecOptions = {}): Promise<ExecResult> {
      const { stdout, stderr, ...ended } = await run(command, execOptions)
      const truncated = stdout.truncated || stderr.truncated
      return { host, ...ended, stdout: stdout.text(), stderr: stderr.text(), truncated }
    },
    async putFile(path: string, content: string | Uint8Array, { mode = 0o600, signal }: PutFileOptions = {}) {
      const operation = operationOn(host, commandOperations.writeFile, path)
      const stdin = typeof content === 'string' ? Buffer.from(content) : content
      const command = putCommand(path, stdin.length, mode)
      const { stdout, ending } = await runForFile(operation, command, { stdin, ...(signal && { signal }) })
      if (!wasWritten(stdout.text())) throw endingError({ ...ending, truncated: true }, operation)
    },
    async getFile(path: string, { signal }: GetFileOptions = {}) {
      const operation = operationOn(host, commandOperations.readFile, path)
      const limits = { maxOutput: Number.POSITIVE_INFINITY, ...(signal && { signal }) }
      const { stdout, ending } = await runForFile(operation, getCommand(path), limits)
      const error = endingError(ending, operation)
      if (error !== null) throw error
      return stdout.bytes()
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}
