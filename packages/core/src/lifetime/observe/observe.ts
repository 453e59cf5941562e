import type { HostConnection, Observation, UnknownObservation } from '../../contract/index.js'
import { BerthError, HostsError } from '../../errors/index.js'
import { failuresOf, onHosts } from '../../fanout/index.js'
import { reachOf } from '../../program/unknown-observation.js'
import { portsToLookAt } from '../../sshd/index.js'
import { type EventListener, reported } from '../events.js'
import type { CallOptions, HostAccess } from './host-access.js'
import { type HostFacts, pathsOf, readHostFacts } from './host-facts.js'
import { lostPrivileges } from './lost-privilege.js'
import { patientLook } from './patient-look.js'
import { sharedEngines } from './shared-engines.js'

/** What was seen on all hosts: every host has an observation, be it `unknown`. */
export interface ClusterObservation {
  readonly observations: ReadonlyMap<string, Observation>
  /** The facts of every host that could be asked, if facts were asked for. */
  readonly facts: ReadonlyMap<string, HostFacts>
}

/**
 * What to look at. `containers and hosts`: the facts of the hosts too, which only a launch needs; a host that cannot
 * tell its facts is `unknown` then.
 */
export type ObservedThings = 'containers' | 'containers and hosts'

/** How a call looks at hosts. */
export interface ObserveOptions extends CallOptions {
  /** Told of each host that is looked at. */
  readonly emit: EventListener
  /**
   * `patient`: an engine that does not answer yet, as while it restarts, is looked at again for 20 s. `at once`: what
   * is there now is what is seen.
   */
  readonly how: 'patient' | 'at once'
}

/**
 * Asks all hosts at once, one round trip each: the runtime's question and the host's own travel side by side. Changes
 * nothing. A host that cannot be reached, or whose answer cannot be trusted, is `unknown`; so are hosts that are names
 * of one engine. Rejects only with `BERTH_ABORTED`.
 */
export async function observe(
  access: HostAccess,
  things: ObservedThings,
  options: ObserveOptions,
): Promise<ClusterObservation> {
  const outcomes = await onHosts(access.hosts, 'observe', (host) =>
    reported(options.emit, 'observe', host, () => observeHost(access, host, things, options)),
  )
  const aborted = [...failuresOf(outcomes)].filter(([, error]) => error.code === 'BERTH_ABORTED')
  if (aborted.length > 0) throw new HostsError('observe', new Map(aborted), outcomes.size)
  const observations = new Map<string, Observation>()
  const facts = new Map<string, HostFacts>()
  for (const [host, outcome] of outcomes) {
    observations.set(host, outcome.ok ? outcome.value.observation : unknown(outcome.error))
    if (outcome.ok && outcome.value.facts !== null) facts.set(host, outcome.value.facts)
  }
  const { privilege } = access.container.runtime
  const lost = privilege === 'auto' ? lostPrivileges(observations, access.reachedBefore) : []
  return { observations: new Map([...observations, ...sharedEngines(observations), ...lost]), facts }
}

async function observeHost(
  { container, runtime, connect, sshd }: HostAccess,
  host: string,
  things: ObservedThings,
  { emit, how, ...options }: ObserveOptions,
): Promise<{ observation: Observation; facts: HostFacts | null }> {
  const connection = await connect(host, options)
  const { name, image } = container
  const ports = sshd ? portsToLookAt(container.sshdPort) : null
  const look = (): Promise<Observation> =>
    runtime.observe(connection, { name, image, privilege: container.runtime.privilege }, options)
  const [observation, facts] = await Promise.all([
    how === 'patient' ? patientLook(host, emit, options, look) : look(),
    things === 'containers' ? null : readHostFacts(connection, pathsOf(container), { ...options, ports }),
  ])
  const bySudo = observation.state !== 'unknown' && observation.engine.reachedBy === 'sudo'
  if (facts === null || facts.hidden.size === 0 || !bySudo) return { observation, facts }
  return { observation, facts: await withPathsOfRoot(facts, connection, container, options) }
}

/** The facts with the paths that root sees, whom the engine works as; as they are where sudo gives the engine alone. */
async function withPathsOfRoot(
  facts: HostFacts,
  connection: HostConnection,
  container: HostAccess['container'],
  options: CallOptions,
): Promise<HostFacts> {
  try {
    const { paths, hidden } = await readHostFacts(connection, pathsOf(container), { ...options, as: 'sudo' })
    return { ...facts, paths, hidden }
  } catch (error) {
    if (BerthError.isInstance(error) && error.code === 'BERTH_PROBE_UNTRUSTED') return facts
    throw error
  }
}

function unknown(error: BerthError): UnknownObservation {
  return {
    state: 'unknown',
    reason: `${error.operation}: ${error.reason}`,
    remedy: error.advice ?? 'Mend the cause, then run it again.',
    varying: error.varying,
    ...reachOf(error),
  }
}
