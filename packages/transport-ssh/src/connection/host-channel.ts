import { type ChannelExit, channelExit, type HostChannel, tooMuchSent } from '@berth/core/adapter'
import type { ClientChannel } from 'ssh2'
import { isClosedByPeer, SentTooMuchError } from '../flow/ssh2-inside.js'

/** An ssh2 channel as Berth's own. */
export function hostChannel(channel: ClientChannel): HostChannel {
  let givenUp = false
  const destroy = (): void => {
    givenUp = true
    // Hosts whose sshd is older than 7.9 ignore the signal.
    channel.signal('KILL')
    channel.close()
  }
  // Whoever heeds no window may not answer the closing either.
  const cut = new Promise<ChannelExit>((resolve) => {
    channel.once('error', (error: Error) => {
      if (!(error instanceof SentTooMuchError)) return
      destroy()
      resolve(tooMuchSent)
    })
  })
  return {
    stdin: channel.stdin,
    stdout: channel.stdout,
    stderr: channel.stderr,
    closed: Promise.race([cut, closed(channel, () => !givenUp && isClosedByPeer(channel))]),
    destroy,
  }
}

/**
 * The exit arrives before the last output, and standard error may close after the channel: wait for all of it. A
 * connection that is lost closes the channel on this side alone, and an exit that arrived before is not the end.
 */
async function closed(channel: ClientChannel, byPeer: () => boolean): Promise<ChannelExit> {
  let exit: { readonly exitCode: number | null; readonly signal: string | null } = { exitCode: null, signal: null }
  channel.once('exit', (exitCode: number | null, signal?: string) => {
    exit = { exitCode, signal: signal ?? null }
  })
  await Promise.all([
    new Promise<void>((resolve) => channel.once('close', () => resolve())),
    new Promise<void>((resolve) => channel.stderr.once('close', () => resolve())),
  ])
  return channelExit({ ...exit, whole: byPeer() })
}
