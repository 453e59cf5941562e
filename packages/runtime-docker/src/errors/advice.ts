import type { RuntimeAdvice } from '@berth/core/adapter'

/** How a user finds out what became of a call. */
export function adviceOf(program: string): RuntimeAdvice {
  return {
    image: `Look at ${program} image ls on the host; allow more time, or load the image from an archive.`,
    container: `Look at ${program} ps --all on the host before trying again.`,
    list: `Run ${program} ps --all on the host as the login user, and mend what it reports.`,
  }
}
