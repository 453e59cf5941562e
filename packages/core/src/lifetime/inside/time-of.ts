/** RFC 3339 of seconds since 1970, as programs in a container write them down; of no seconds for anything else. */
export function timeOf(seconds: string): string {
  const time = Number(seconds) * 1000
  return new Date(Number.isFinite(time) && Math.abs(time) <= latestTime ? time : 0).toISOString()
}

/** Milliseconds since 1970; a `Date` holds no later time. */
const latestTime = 8.64e15
