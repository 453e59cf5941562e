import type { ChannelExit, HostChannel } from '@berth/core/adapter'
import type { ClientChannel } from 'ssh2'

/** An ssh2 channel as Berth's own. */
export function hostChannel(channel: ClientChannel): HostChannel {
  return {
    stdin: channel.stdin,
    stdout: channel.stdout,
    stderr: channel.stderr,
    closed: closed(channel),
    destroy() {
      // Hosts whose sshd is older than 7.9 ignore the signal.
      channel.signal('KILL')
      channel.close()
    },
  }
}

/** The exit arrives before the last output, and standard error may close after the channel: wait for all of it. */
async function closed(channel: ClientChannel): Promise<ChannelExit> {
  let exit: ChannelExit = { exitCode: null, signal: null }
  channel.once('exit', (exitCode: number | null, signal?: string) => {
    exit = exitCode === null ? { exitCode, signal: signal ?? null } : { exitCode, signal: null }
  })
  await Promise.all([
    new Promise<void>((resolve) => channel.once('close', () => resolve())),
    new Promise<void>((resolve) => channel.stderr.once('close', () => resolve())),
  ])
  return exit
}
