import { BerthError, type HostChannel, type HostChannels, type OpenChannelOptions } from '@berth/core/adapter'
import { execa } from 'execa'
import { localChannel } from './local-channel.js'

/** Command lines run by `/bin/sh` on this machine, each in a process group of its own. */
export class LocalChannels implements HostChannels {
  readonly #host: string
  readonly #open = new Set<HostChannel>()
  #closed = false

  constructor(host: string) {
    this.#host = host
  }

  async open(commandLine: string, { signal }: OpenChannelOptions): Promise<HostChannel> {
    signal?.throwIfAborted()
    if (this.#closed) throw this.#error('BERTH_STATE', 'the connection was closed', 'Connect again.')
    const process = execa('/bin/sh', ['-c', commandLine], {
      stdin: 'pipe',
      stdout: 'pipe',
      stderr: 'pipe',
      detached: true,
      buffer: false,
      encoding: 'buffer',
      reject: false,
    })
    if (process.pid === undefined) {
      const { shortMessage } = await process
      throw this.#error('BERTH_EXEC_NOT_STARTED', shortMessage ?? 'no process could be started', 'Nothing was run.')
    }
    const channel = localChannel(process, process.pid)
    this.#open.add(channel)
    void channel.closed.then(() => this.#open.delete(channel))
    return channel
  }

  async close(): Promise<void> {
    this.#closed = true
    const open = [...this.#open]
    for (const channel of open) channel.destroy()
    await Promise.all(open.map(({ closed }) => closed))
  }

  #error(code: 'BERTH_STATE' | 'BERTH_EXEC_NOT_STARTED', message: string, remedy: string): BerthError {
    const retryable = code === 'BERTH_EXEC_NOT_STARTED'
    return new BerthError({ code, host: this.#host, operation: 'run command', message, remedy, retryable })
  }
}
