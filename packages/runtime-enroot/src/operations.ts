import { runtimeOperations } from '@berth/core/adapter'

/** What each call is named in its errors. */
export const operations: ReturnType<typeof runtimeOperations> = runtimeOperations({
  image: 'Allow more time, or put a squashfs image on the host and name it as container.image_tar.',
  container: 'Look at enroot list --fancy on the host before trying again.',
  list: 'Run enroot list on the host as the login user, and mend what it reports.',
})
