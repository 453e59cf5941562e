const kibi = 1024
const mebi = 1024 * kibi

/** Bytes on their way from all hosts at once: as much as a network of 1 Gbit/s holds where a host is 60 ms away. */
const budget = 8 * mebi

/** Bounds of the window of one channel: with less each packet waits for the one before, with more nothing is won. */
const least = 64 * kibi
const most = 2 * mebi

/** Bytes that the host of each of so many channels may send ahead of what is taken. */
export function windowShare(channels: number): number {
  return Math.max(least, Math.min(most, Math.floor(budget / channels)))
}
