const kibi = 1024
const mebi = 1024 * kibi

/** Bytes of output that hosts may have sent unread, over all channels, while the least windows allow it. */
const budget = 64 * mebi

/** The window of an SSH channel: below the least a host sends in small pieces, above the most nothing is won. */
const least = 64 * kibi
const most = 2 * mebi

/** Bytes that each of so many channels may have sent unread. */
export function windowShare(channels: number): number {
  return Math.max(least, Math.min(most, Math.floor(budget / Math.max(1, channels))))
}
