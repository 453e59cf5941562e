import type { ContainerRuntime } from '../../contract/index.js'
import { BerthError } from '../../errors/index.js'
import { savedNameProblem } from '../../lifetime/execute/images/save-image.js'

/**
 * Refuses what no host need be asked for. Throws `BERTH_CAPABILITY_MISSING` for a runtime that cannot save or give an
 * image, or `BERTH_CONFIG_INVALID` for a name that no image can have.
 */
export function refuseSaving(reference: string, { name, capabilities, rules }: ContainerRuntime): void {
  const operation = 'save'
  if (!capabilities.save || !capabilities.parts) {
    const message = `the runtime ${name} writes out no containers`
    const remedy = 'Save the container by the means of its engine, and give the archive to the hosts (berth push).'
    throw new BerthError({ code: 'BERTH_CAPABILITY_MISSING', operation, message, remedy })
  }
  const problem = savedNameProblem(reference, rules?.image)
  if (problem === null) return
  const message = `${JSON.stringify(reference)} cannot be the name of an image: ${problem}`
  throw new BerthError({ code: 'BERTH_CONFIG_INVALID', operation, message, remedy: 'Give a name such as lab:ready.' })
}
