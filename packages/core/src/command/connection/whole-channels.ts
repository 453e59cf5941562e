import { cutExit } from './channel-exit.js'
import type { HostChannel, HostChannels } from './host-channels.js'

/** The same channels, on which a stream that failed has no whole exit, whatever the transport says of the end. */
export function wholeChannels(channels: HostChannels): HostChannels {
  return {
    open: async (commandLine, options) => wholeChannel(await channels.open(commandLine, options)),
    close: () => channels.close(),
  }
}

function wholeChannel(channel: HostChannel): HostChannel {
  const { stdin, stdout, stderr } = channel
  let failed = false
  for (const stream of [stdout, stderr]) {
    stream.on('error', () => {
      failed = true
    })
  }
  const closed = channel.closed.then((exit) => (failed && exit.whole ? cutExit : exit))
  return { stdin, stdout, stderr, closed, destroy: () => channel.destroy() }
}
