import type { ContainerHandle, EngineFacts } from '../../contract/index.js'
import type { ClusterObservation } from '../observe/observe.js'
import { observedEngine } from '../observe/observed-engine.js'

/** A container that is worked with, and the engine that holds it. */
export interface HeldContainer extends ContainerHandle {
  readonly engine: EngineFacts
  /** Whether it shares the host's network; null where that is for the engine to say and nobody has looked. */
  readonly hostNetwork: boolean | null
}

/** A container that was observed and is kept. */
export function keptContainer(handle: ContainerHandle, observed: ClusterObservation, host: string): HeldContainer {
  const seen = observed.observations.get(host)
  const hostNetwork = seen?.state === 'running' || seen?.state === 'stopped' ? seen.container.hostNetwork : null
  return { ...handle, engine: observedEngine(observed, host), hostNetwork }
}

/** A container that was launched with a network of the cluster file's. */
export function launchedContainer(
  handle: ContainerHandle,
  observed: ClusterObservation,
  host: string,
  network: string | null,
): HeldContainer {
  const hostNetwork = network === null ? null : network === 'host'
  return { ...handle, engine: observedEngine(observed, host), hostNetwork }
}
