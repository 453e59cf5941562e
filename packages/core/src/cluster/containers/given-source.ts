import { BerthError } from '../../errors/index.js'
import { engineSource } from '../../lifetime/execute/images/engine-source.js'
import { archiveSource, type GivenSource } from '../../lifetime/execute/images/given-source.js'
import type { PullOptions } from '../cluster-options.js'
import type { ContainerSetParts } from './container-set.js'

/**
 * The image of this machine that the hosts are given, by the call or else by the cluster file; undefined where they have
 * it by themselves. Throws `BERTH_CAPABILITY_MISSING`.
 */
export function givenSource(
  from: PullOptions['from'],
  { access: { container, runtime }, thisMachine }: Pick<ContainerSetParts, 'access' | 'thisMachine'>,
): GivenSource | undefined {
  const { image, imageSource } = container
  const asked = from ?? (imageSource.kind === 'local' ? origin(imageSource.archive, image) : undefined)
  if (asked === undefined) return undefined
  if (!runtime.capabilities.parts) throw refused(`the runtime ${runtime.name} takes no image from this machine`)
  if ('archive' in asked) return archiveSource(asked.archive, image)
  if (thisMachine === undefined) throw refused('nothing was said of how the engine of this machine is reached')
  return engineSource({ runtime, transport: thisMachine, privilege: container.runtime.privilege }, asked.image, image)
}

function origin(archive: string | null, image: string): NonNullable<PullOptions['from']> {
  return archive === null ? { image } : { archive }
}

function refused(message: string): BerthError {
  return new BerthError({
    code: 'BERTH_CAPABILITY_MISSING',
    operation: 'give image',
    message,
    remedy: 'Copy an archive of the image to the hosts, and name it there (container.image_tar).',
  })
}
