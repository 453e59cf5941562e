import { randomUUID } from 'node:crypto'
import type { Command, ExecResult } from '../../contract/command.js'
import type { GetFileOptions, HostConnection, HostExecOptions, PutFileOptions } from '../../contract/transport.js'
import { readFile } from '../files/read-file.js'
import { writeFile } from '../files/write-file.js'
import { type Ended, execution } from './execution.js'
import type { HostChannels } from './host-channels.js'
import { connectionClosed } from './start/not-begun.js'
import { type StartTimer, startTimer as startOwnTimer } from './start-timer.js'
import { StopRequest } from './stop-request.js'
import { wholeChannels } from './whole-channels.js'

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

  const exec = async (command: Command, execOptions: HostExecOptions = {}): Promise<ExecResult> => {
    const { stdout, stderr, ...ended } = await run(command, execOptions)
    const truncated = stdout.truncated || stderr.truncated
    return { host, ...ended, stdout: stdout.text(), stderr: stderr.text(), truncated }
  }

  return {
    host,
    exec,
    putFile: (path: string, content: string | Uint8Array, putOptions: PutFileOptions = {}) =>
      writeFile({ host, exec }, path, content, putOptions),
    getFile: (path: string, getOptions: GetFileOptions = {}) => readFile({ host, exec }, path, getOptions),
    close,
    [Symbol.asyncDispose]: close,
  }
}
