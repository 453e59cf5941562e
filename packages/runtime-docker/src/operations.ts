import { runtimeOperations } from '@berth/core/adapter'

/** What each call is named in its errors. */
export function operationsOf(program: string): ReturnType<typeof runtimeOperations> {
  return runtimeOperations({
    image: `Look at ${program} image ls on the host; allow more time, or load the image from an archive.`,
    container: `Look at ${program} ps --all on the host before trying again.`,
    list: `Run ${program} ps --all on the host as the login user, and mend what it reports.`,
  })
}
