import type { ImageIdentity } from '../../../contract/index.js'
import { type BerthError, HostsError } from '../../../errors/index.js'
import { FailureBudget, type MaxFailures } from '../../../fanout/index.js'
import { compareIdentities } from '../../../image/index.js'
import type { EventListener } from '../../events.js'
import type { CallOptions, HostAccess } from '../../observe/host-access.js'
import { type ClusterObservation, observe } from '../../observe/observe.js'
import type { ThisMachine } from '../../password/registry-password.js'
import type { GivenSource } from '../given/given-source.js'
import type { ImageContext } from './image-context.js'
import { ensureImages } from './images.js'

/** The image on one host, once it is present there. */
export interface PulledImage {
  /** What the image is. */
  readonly identity: ImageIdentity
  /** Whether the host did not have this image by this name before. */
  readonly changed: boolean
}

/** What a call that makes the image present came to. */
export interface PulledImages {
  /** The image of every host, but of the missing, in the order of the hosts. */
  readonly images: ReadonlyMap<string, PulledImage>
  /** The hosts that it went on without, each with why. */
  readonly missing: ReadonlyMap<string, BerthError>
}

/** What a call that makes the image present works with. */
export interface PullAccess extends HostAccess {
  /** The call, as errors name it. */
  readonly operation: 'pull' | 'push' | 'save'
  readonly emit: EventListener
  /** On how many hosts an image is pulled at once. */
  readonly atOnce: ImageContext['atOnce']
  /** Whether hosts hand an image that they are given on to others. Default is that many do. */
  readonly distribute: ImageContext['distribute']
  readonly maxFailures: MaxFailures | undefined
  /** The image of this machine that the hosts are given. Default is none. */
  readonly given?: GivenSource
  /** Called with what hosts have before anything is done; what it throws ends the call. Default is nothing. */
  readonly beforehand?: (observed: ClusterObservation) => void
  /** Where the password of a registry is had from, if not on the hosts. */
  readonly thisMachine: ThisMachine
}

/**
 * Makes the image that the cluster file names present on all hosts, and compares it across them; no container is
 * looked for, made or changed. Goes on without as many hosts as may fail. Rejects as `ensureImages` does, and for hosts
 * whose engine could not be observed; the error has what was made present on the others.
 */
export async function pullImages(access: PullAccess, call: CallOptions): Promise<PulledImages> {
  const { hosts, emit, maxFailures, container, beforehand, operation } = access
  const budget = new FailureBudget({ hosts: hosts.length, maxFailures, signal: call.signal })
  // Only a path on the hosts that begins at the user's home needs a fact of the host.
  const things = container.imageTar?.startsWith('~/') ? 'containers and hosts' : 'containers'
  const observed = await observe(access, things, { emit, how: 'patient', ...call })
  beforehand?.(observed)
  const present = new Map<string, ImageIdentity>()
  const onPresent = (host: string, image: ImageIdentity): void => void present.set(host, image)
  const wanted = { kept: new Map(), operation, onPresent }
  try {
    const made = await ensureImages(hosts, wanted, { ...access, observed, budget, ...call })
    return { images: pulledImages(hosts, made, observed), missing: budget.missing }
  } catch (error) {
    if (!(error instanceof HostsError)) throw error
    throw new HostsError(operation, error.failures, hosts.length, pulledImages(hosts, present, observed))
  }
}

/** In the order of the hosts, whichever of them was the first to have the image. */
function pulledImages(
  hosts: readonly string[],
  made: ReadonlyMap<string, ImageIdentity>,
  { observations }: ClusterObservation,
): ReadonlyMap<string, PulledImage> {
  return new Map(
    hosts.flatMap((host) => {
      const identity = made.get(host)
      if (identity === undefined) return []
      const observation = observations.get(host)
      const before = observation === undefined || observation.state === 'unknown' ? null : observation.localImage
      const isSame =
        before !== null && !('unreadable' in before) && compareIdentities(before, identity).verdict === 'same'
      return [[host, { identity, changed: !isSame }]]
    }),
  )
}
