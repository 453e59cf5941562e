import { BoundedOutput } from '../output/bounded-output.js'
import type { HostChannels } from './host-channels.js'
import { withDeadline } from './with-deadline.js'

/** Milliseconds for ending an inner command and then the tree on the host; the program there takes 10 s at most. */
const endingTime = 15_000

/** Bytes that are kept of what the programs, and the login before them, print. */
const mostSaid = 1024 * 1024

/**
 * Ends a command's tree through an urgent channel of its own. Resolves with what the programs said; with nothing where
 * they could not be run or heard. A failure is not an error here: the watchdog on the host holds the deadline, and the
 * command's own channel is closed in any case.
 */
export function endTreeOnHost(channels: HostChannels, endLine: string): Promise<string> {
  const ending = run(channels, endLine).catch(() => '')
  return withDeadline(endingTime, ending, '')
}

/** What the programs print. */
async function run(channels: HostChannels, endLine: string): Promise<string> {
  const channel = await channels.open(endLine, { urgent: true, signal: AbortSignal.timeout(endingTime) })
  const overdue = setTimeout(() => channel.destroy(), endingTime)
  const said = new BoundedOutput(mostSaid)
  channel.stdout.on('data', (chunk: Uint8Array) => said.push(chunk))
  channel.stderr.resume()
  channel.stdin.on('error', () => undefined)
  channel.stdin.end()
  await channel.closed
  clearTimeout(overdue)
  return said.text()
}
