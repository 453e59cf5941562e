import type { Readable, Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { type ChannelExit, channelExit, type HostChannel } from '@berth/core/adapter'

/** What is used of execa's process. */
interface LocalProcess
  extends PromiseLike<{ readonly exitCode?: number | undefined; readonly signal?: string | undefined }> {
  readonly stdin: Writable
  readonly stdout: Readable
  readonly stderr: Readable
  /** The exit code; null, as `signalCode` is, until the process has ended. */
  readonly exitCode: number | null
  readonly signalCode: string | null
}

/** A process of this machine as a channel. */
export function localChannel(process: LocalProcess, pid: number): HostChannel {
  const { stdin, stdout, stderr } = process
  return {
    stdin,
    stdout,
    stderr,
    closed: closed(process, [stdout, stderr]),
    destroy() {
      // The number of a process that has ended may be another's by now.
      if (process.exitCode === null && process.signalCode === null) endGroup(pid)
      // A child that outlived the process may hold the streams open.
      for (const stream of [stdin, stdout, stderr]) stream.destroy()
    },
  }
}

/**
 * The process may be gone long before its output has been read: wait for all of it. A stream that was destroyed, or
 * failed, has not been read to its end.
 */
async function closed(process: LocalProcess, streams: readonly Readable[]): Promise<ChannelExit> {
  const read = Promise.allSettled(streams.map((stream) => finished(stream)))
  const exit = await process
  const whole = (await read).every(({ status }) => status === 'fulfilled')
  return channelExit({ ...exit, whole })
}

function endGroup(pid: number): void {
  try {
    globalThis.process.kill(-pid, 'SIGKILL')
  } catch {
    // The group has ended by itself.
  }
}
