import type { HostChannels } from './host-channels.js'
import { withDeadline } from './with-deadline.js'

/** Milliseconds for ending an inner command and then the tree on the host; the program there takes 10 s at most. */
const endingTime = 15_000

/**
 * Ends a command's tree through an urgent channel of its own. A failure is not an error here: the watchdog on the host
 * holds the deadline, and the command's own channel is closed in any case.
 */
export async function endTreeOnHost(channels: HostChannels, endLine: string): Promise<void> {
  const ending = run(channels, endLine).catch(() => undefined)
  await withDeadline(endingTime, ending, undefined)
}

async function run(channels: HostChannels, endLine: string): Promise<void> {
  const channel = await channels.open(endLine, { urgent: true, signal: AbortSignal.timeout(endingTime) })
  const overdue = setTimeout(() => channel.destroy(), endingTime)
  channel.stdout.resume()
  channel.stderr.resume()
  channel.stdin.on('error', () => undefined)
  channel.stdin.end()
  await channel.closed
  clearTimeout(overdue)
}
