import type { EngineFacts, Observation, UnknownObservation } from '../../contract/index.js'

/** How the engine of a host was reached when a run launched there. */
export type ReachedBy = EngineFacts['reachedBy']

/**
 * The hosts that look empty because sudo is lost there, each as `unknown`: a rootless engine answers and does not have
 * the container, and the engine of this host at an earlier launch, or that of another host now, is the one of sudo.
 * `earlier` has what is remembered of hosts. To be asked only where nobody said which engine is meant.
 */
export function lostPrivileges(
  observations: ReadonlyMap<string, Observation>,
  earlier: ReadonlyMap<string, ReachedBy>,
): ReadonlyMap<string, UnknownObservation> {
  const bySudo = [...observations].find(([, seen]) => seen.state !== 'unknown' && seen.engine.reachedBy === 'sudo')
  const lost = new Map<string, UnknownObservation>()
  for (const [host, seen] of observations) {
    if (seen.state !== 'absent' || !seen.engine.rootless || seen.engine.reachedBy !== 'plain') continue
    if (earlier.get(host) === 'sudo') lost.set(host, without('it was launched on through sudo before'))
    else if (bySudo !== undefined) lost.set(host, without(`${bySudo[0]} is reached through sudo`))
  }
  return lost
}

function without(evidence: string): UnknownObservation {
  return {
    state: 'unknown',
    reason: `only the login user's own engine answers, which does not have the container; but ${evidence}, and sudo gives no engine here now`,
    remedy:
      'Let the login user call the engine through sudo without a password, as before; or set runtime.privilege to "plain", if the user\'s own engine is meant.',
    unreachable: false,
  }
}
