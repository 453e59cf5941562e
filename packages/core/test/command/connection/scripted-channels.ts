import { PassThrough } from 'node:stream'
import {
  type ChannelExit,
  channelExit,
  type HostChannel,
  type HostChannels,
  type OpenChannelOptions,
  type SeenExit,
} from '../../../src/command/index.js'

/** One channel, moved by a test. */
export interface ScriptedChannel extends HostChannel {
  readonly line: string
  readonly urgent: boolean
  readonly stdout: PassThrough
  readonly stderr: PassThrough
  readonly stdin: PassThrough
  destroyed: boolean
  /** With all output read, unless told otherwise. */
  close(exit: Partial<SeenExit>): void
}

/** Channels that do only what a test makes them do, faults that no real host shows on demand included. */
export class ScriptedChannels implements HostChannels {
  readonly opened: ScriptedChannel[] = []
  readonly #onOpen: (channel: ScriptedChannel, options: OpenChannelOptions) => void | Promise<void>
  closed = 0

  constructor(onOpen: (channel: ScriptedChannel, options: OpenChannelOptions) => void | Promise<void>) {
    this.#onOpen = onOpen
  }

  async open(line: string, options: OpenChannelOptions): Promise<HostChannel> {
    let close: (exit: ChannelExit) => void = () => undefined
    const closed = new Promise<ChannelExit>((resolve) => {
      close = resolve
    })
    const channel: ScriptedChannel = {
      line,
      urgent: options.urgent,
      stdin: new PassThrough().resume(),
      stdout: new PassThrough(),
      stderr: new PassThrough(),
      closed,
      destroyed: false,
      destroy() {
        channel.destroyed = true
      },
      close: (exit) => close(channelExit({ whole: true, ...exit })),
    }
    this.opened.push(channel)
    await this.#onOpen(channel, options)
    return channel
  }

  async close(): Promise<void> {
    this.closed += 1
  }
}
