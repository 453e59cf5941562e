import type { ImageIdentity, UnreadableImage } from '../contract/index.js'
import { compareHosts } from '../errors/hosts/sort-hosts.js'
import { groupHosts, hostsText } from '../errors/index.js'
import { compareIdentities } from './compare-identities.js'
import { describeIdentity } from './describe-identity.js'
import type { ImageWarning, Relaunch } from './image-question.js'

/** One host's container, and the image that the container's reference names on that host now. */
export interface StaleQuestion {
  readonly host: string
  readonly containerImage: ImageIdentity | UnreadableImage
  /** Null if the host does not have the reference any more: then there is nothing to compare with, and no warning. */
  readonly localImage: ImageIdentity | UnreadableImage | null
}

/**
 * Warnings for containers whose image is not the one that the reference names on their host now: their overlays sit on
 * an older image. Hosts with the same finding share one warning. A container's image that cannot be read is left to
 * {@link imageConsistency}; a local image that cannot be read or compared is a warning that says so. `relaunch` says
 * how containers are made anew. Default is that nobody may.
 */
export function staleWarnings(
  reference: string,
  questions: readonly StaleQuestion[],
  relaunch: Relaunch = () => [],
): ImageWarning[] {
  const stale = new Map<string, string>()
  const untold = new Map<string, string>()
  for (const { host, containerImage, localImage } of [...questions].sort((a, b) => compareHosts(a.host, b.host))) {
    if (localImage === null || 'unreadable' in containerImage) continue
    if ('unreadable' in localImage) {
      untold.set(host, localImage.unreadable)
      continue
    }
    const { verdict } = compareIdentities(containerImage, localImage)
    const [made, now] = [describeIdentity(containerImage), describeIdentity(localImage)]
    if (verdict === 'different') stale.set(host, `is made from ${made}, but there ${reference} is now ${now}`)
    if (verdict === 'incomparable') untold.set(host, `the container has ${made}, the host's image ${now}`)
  }
  return [
    ...groupHosts(stale).map(({ hosts, value }) => ({
      message: `${hostsText(hosts)}: the container ${value}`,
      remedy: ['Go on with the older image and what was installed in it; or save that first.', ...relaunch(hosts)],
      hosts,
    })),
    ...groupHosts(untold).map(({ hosts, value }) => ({
      message: `${hostsText(hosts)}: whether the container is older than the host's ${reference} cannot be told: ${value}`,
      remedy: 'Name the image by digest, so that there is nothing to go stale.',
      hosts,
    })),
  ]
}
