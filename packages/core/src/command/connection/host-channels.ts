import type { Readable, Writable } from 'node:stream'
import type { ChannelExit } from './channel-exit.js'

/** What a transport supplies; {@link hostConnection} makes a whole `HostConnection` of it. */
export interface HostChannels {
  /**
   * Runs a command line with the login user's shell and resolves once the host has accepted it.
   *
   * Rejects with a `BerthError`: `BERTH_EXEC_NOT_STARTED` if the host refused the command line,
   * `BERTH_HOST_UNREACHABLE` or `BERTH_CONNECTION_LOST` if the connection is gone. Never runs anything twice. Waits its
   * turn where the host limits the number of channels, unless it is urgent: urgent command lines end others and must
   * not queue behind them.
   */
  open(commandLine: string, options: OpenChannelOptions): Promise<HostChannel>
  /** Closes the connection and all its channels. Idempotent. */
  close(): Promise<void>
}

/** Options of {@link HostChannels.open}. */
export interface OpenChannelOptions {
  readonly urgent: boolean
  /** Aborting while the channel waits for its turn rejects with the signal's reason; later it has no effect here. */
  readonly signal?: AbortSignal
}

/** One running command line. */
export interface HostChannel {
  readonly stdin: Writable
  readonly stdout: Readable
  readonly stderr: Readable
  /**
   * Resolves, never rejects, when both streams have been read to their end and the exit is known, or the connection is
   * lost. An exit status is not the end: it may come before the last output. The exit is whole only where the other
   * side's own end of the channel came behind both streams, none of which failed.
   */
  readonly closed: Promise<ChannelExit>
  /** Closes this channel only; the connection and its other channels go on. */
  destroy(): void
}
