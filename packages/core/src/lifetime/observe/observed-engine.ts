import type { EngineConnection, EngineFacts } from '../../contract/index.js'
import type { CallOptions, HostAccess } from './host-access.js'
import type { ClusterObservation } from './observe.js'

/** The engine that was observed on a host. Throws `TypeError` where none was: then nothing may be done there. */
export function observedEngine({ observations }: Pick<ClusterObservation, 'observations'>, host: string): EngineFacts {
  const observation = observations.get(host)
  if (observation === undefined || observation.state === 'unknown')
    throw new TypeError(`No engine was observed on ${host}`)
  return observation.engine
}

/** The observed engine of a host, by the connection that there is to the host now. Rejects as a connect does. */
export async function reachEngine(
  { connect, observed }: Pick<HostAccess, 'connect'> & { readonly observed: ClusterObservation },
  host: string,
  call: CallOptions,
): Promise<EngineConnection> {
  return { facts: observedEngine(observed, host), connection: await connect(host, call) }
}
