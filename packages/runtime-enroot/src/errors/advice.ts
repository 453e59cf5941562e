import type { RuntimeAdvice } from '@berth/core/adapter'

/** How a user finds out what became of a call. */
export const advice: RuntimeAdvice = {
  image: 'Allow more time, or put a squashfs image on the host and name it as container.image_tar.',
  container: 'Look at enroot list --fancy on the host before trying again.',
  list: 'Run enroot list on the host as the login user, and mend what it reports.',
}
