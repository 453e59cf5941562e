import type { ContainerRuntime } from '../../contract/index.js'
import { BerthError } from '../../errors/index.js'
import { savedNameProblem } from '../../lifetime/execute/images/save-image.js'

/**
 * Refuses what no host need be asked for. Throws `BERTH_CAPABILITY_MISSING` for a runtime that cannot save, or cannot
 * be given an image where hosts are to have it, or `BERTH_CONFIG_INVALID` for a name that no image can have.
 */
export function refuseSaving(
  reference: string,
  place: 'hosts' | 'archive',
  { name, capabilities, rules }: ContainerRuntime,
): void {
  const operation = 'save'
  if (capabilities.save && !capabilities.parts && place === 'hosts') {
    const message = `the runtime ${name} takes no image from this machine`
    const remedy = 'Write the image to an archive (--archive), and copy that to the hosts (container.image_tar).'
    throw new BerthError({ code: 'BERTH_CAPABILITY_MISSING', operation, message, remedy })
  }
  if (!capabilities.save) {
    const message = `the runtime ${name} writes out no containers`
    const remedy = 'Save the container by the means of its engine, and give the archive to the hosts (berth push).'
    throw new BerthError({ code: 'BERTH_CAPABILITY_MISSING', operation, message, remedy })
  }
  const problem = savedNameProblem(reference, rules?.image)
  if (problem === null) return
  const message = `${JSON.stringify(reference)} cannot be the name of an image: ${problem}`
  throw new BerthError({ code: 'BERTH_CONFIG_INVALID', operation, message, remedy: 'Give a name such as lab:ready.' })
}
