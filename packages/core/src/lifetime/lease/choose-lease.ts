import type { ContainerConfig } from '../../config/index.js'
import type { RuntimeCapabilities } from '../../contract/index.js'

/** The lease of what is launched. */
export interface ChosenLease {
  /** Whole seconds; null for none. */
  readonly seconds: number | null
  /** Why there is none although there would be one; null where nothing is to be said. */
  readonly warning: string | null
}

/** An hour: long enough for a network that is mended, short enough for a cluster that others wait for. */
const standard = 3600

/**
 * Which lease containers of a process get. What a lease would have to ask is who runs anything in the container: where
 * all processes of the host are in there, something always does.
 */
export function chooseLease(
  { lifetime, lease, runtime: { name, args } }: ContainerConfig,
  { lease: canEnd }: Pick<RuntimeCapabilities, 'lease'>,
  handsOver: boolean,
): ChosenLease {
  const seconds = lease ?? (handsOver ? 'none' : standard)
  if (lifetime !== 'per_run' || seconds === 'none') return { seconds: null, warning: null }
  const { pid } = args
  const stays = 'what a killed process leaves stays until it is taken down'
  if (!canEnd) return { seconds: null, warning: `containers of ${name} have no lease: ${stays}` }
  if (pid === null || pid === 'private') return { seconds, warning: null }
  const why = `with pid ${JSON.stringify(pid)} nothing tells when the container is idle`
  return { seconds: null, warning: `the container has no lease, for ${why}: ${stays}` }
}
