import type { ContainerHandle } from '../../../contract/index.js'
import { labelNames } from '../../owners/labels.js'

/** The launch that made a container. Throws `TypeError` for a container that Berth did not launch, or for none. */
export function launchOf(container: Pick<ContainerHandle, 'labels'> | undefined): string {
  const launch = container?.labels[labelNames.launch]
  if (launch === undefined) throw new TypeError('Berth did not launch this container')
  return launch
}
