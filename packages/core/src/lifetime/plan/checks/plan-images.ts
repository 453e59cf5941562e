import type { ImageIdentity, UnreadableImage } from '../../../contract/index.js'
import { indentedRemedy } from '../../../errors/index.js'
import { bringUp, destroyMine, repairMissing, takeDown } from '../../../errors/remedies/berth-commands.js'
import { type ImageWarning, imageConsistency, type Relaunch, staleWarnings } from '../../../image/index.js'
import type { UpContext } from '../decision.js'
import { hostList } from '../describe.js'
import type { HostPlan, Refusal } from '../plan.js'
import { scopeOfDown } from '../refusals/scope-of-down.js'
import { containerOf } from '../situation.js'

/**
 * Whether the images of the containers that are kept agree; under no_launch a disagreement is a warning, for nothing
 * there is Berth's to refuse. Where no container is kept, whether the image can be had without a pull, if there may be
 * no pull.
 */
export function planImages(
  { situations, input }: UpContext,
  hosts: ReadonlyMap<string, HostPlan>,
): { refusal: Refusal | null; warnings: string[] } {
  const kept = situations.flatMap((situation) => {
    const container = containerOf(situation)
    const action = hosts.get(situation.host)?.action
    return container !== null && (action === 'use' || action === 'restart') ? [{ situation, container }] : []
  })
  if (kept.length === 0) return { refusal: refuseMissing({ situations, input }), warnings: [] }
  const reference = input.container.image
  const images = new Map<string, ImageIdentity | UnreadableImage>(
    kept.map(({ situation, container }) => [situation.host, container.image]),
  )
  const relaunch = relaunching({ situations, input })
  const { problems, warnings } = imageConsistency({
    hosts: [...images.keys()],
    images,
    reference,
    of: 'containers',
    relaunch,
  })
  const stale = staleWarnings(
    reference,
    kept.map(({ situation: { host, observation }, container }) => ({
      host,
      containerImage: container.image,
      localImage: observation.localImage,
    })),
    relaunch,
  )
  const [problem] = problems
  if (problem !== undefined && input.container.lifetime !== 'no_launch') return { refusal: problem, warnings: [] }
  return { refusal: null, warnings: [...problems, ...warnings, ...stale].map(warningText) }
}

/** How containers are made anew, by the lifetime. Under no_launch that is not for Berth to say. */
function relaunching({ situations, input }: UpContext): Relaunch {
  const { container, scope } = input
  const { lifetime } = container
  return (hosts) => {
    const about = situations.filter(({ host }) => hosts.includes(host))
    const there = scopeOfDown(about, input)
    switch (lifetime) {
      case 'no_launch':
        return []
      case 'per_run':
        return ['Remove these.', takeDown(there, {}), 'Then launch them again.', bringUp(scope, {})]
      case 'persistent':
        return [
          'Remove these for good.',
          destroyMine(there, {}),
          ...(input.hosts.every((host) => hosts.includes(host))
            ? ['Then launch them again.', bringUp(scope, {})]
            : ['Then launch them again, from the image of the others.', repairMissing(scope, {})]),
        ]
      default:
        return lifetime satisfies never
    }
  }
}

/** Every host launches: under `pull: never`, each needs the image there or an archive of it. */
function refuseMissing({ situations, input: { container } }: UpContext): Refusal | null {
  if (container.pull !== 'never' || container.imageTar !== null) return null
  const hosts = situations.filter(({ observation }) => observation.localImage === null).map(({ host }) => host)
  if (hosts.length === 0) return null
  return {
    code: 'BERTH_IMAGE_MISSING',
    message: `${container.image} is not on ${hostList(hosts)}, and container.pull is "never"`,
    remedy:
      'Load or pull it on these hosts, or set container.image_tar to an archive on the hosts, or container.pull to "missing".',
    hosts,
  }
}

/** A warning as one line of what was seen, and what to do. */
export function warningText({ message, remedy }: Pick<ImageWarning, 'message' | 'remedy'>): string {
  return `${message}\n${indentedRemedy(remedy)}`
}
