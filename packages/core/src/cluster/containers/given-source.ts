import type { ClusterConfig, ContainerConfig } from '../../config/index.js'
import type { Transport } from '../../contract/index.js'
import { BerthError, WrongUseError } from '../../errors/index.js'
import { engineSource } from '../../lifetime/execute/given/engine-source.js'
import { archiveSource, type GivenSource } from '../../lifetime/execute/given/given-source.js'
import type { CallOptions, HostAccess } from '../../lifetime/observe/host-access.js'
import type { PullOptions } from '../cluster-options.js'

/** What the source of an image is found by. */
export interface GivingParts {
  readonly config: ClusterConfig
  readonly access: HostAccess
  /** The way to this machine's own engine. */
  readonly thisMachine?: Transport
}

/**
 * The image that the hosts are given, by the call or else by the cluster file; undefined where they have
 * it by themselves. Throws `BERTH_CAPABILITY_MISSING`, or `TypeError` for a host that is none of the cluster file.
 */
export function givenSource(
  from: PullOptions['from'],
  { config, access, thisMachine }: GivingParts,
): GivenSource | undefined {
  const { container, runtime, connect } = access
  const { image } = container
  const asked = from ?? originOf(container, config.headHost)
  if (asked === undefined) return undefined
  if (!runtime.capabilities.parts) throw refused(`the runtime ${runtime.name} takes no image from this machine`)
  if ('archive' in asked) return archiveSource(asked.archive, image)
  const { privilege } = container.runtime
  if ('host' in asked) {
    const { host } = asked
    if (!config.hosts.some(({ name }) => name === host))
      throw new WrongUseError(`Not a host of the cluster file: ${JSON.stringify(host)}`)
    const giving = { runtime, where: host, connect: (call: CallOptions) => connect(host, call), privilege }
    return engineSource(giving, image, image)
  }
  if (thisMachine === undefined) throw refused('nothing was said of how the engine of this machine is reached')
  const here = 'this machine'
  const giving = { runtime, where: here, connect: (call: CallOptions) => thisMachine.connect(here, call), privilege }
  return engineSource(giving, asked.image, image)
}

function originOf({ image, imageSource }: ContainerConfig, head: string): PullOptions['from'] {
  switch (imageSource.kind) {
    case 'hosts':
      return undefined
    case 'head':
      return { host: head }
    case 'local':
      return imageSource.archive === null ? { image } : { archive: imageSource.archive }
    default:
      return imageSource satisfies never
  }
}

function refused(message: string): BerthError {
  return new BerthError({
    code: 'BERTH_CAPABILITY_MISSING',
    operation: 'give image',
    message,
    remedy: 'Copy an archive of the image to the hosts, and name it there (container.image_tar).',
  })
}
