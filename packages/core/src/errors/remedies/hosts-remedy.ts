import { groupHosts } from '../group-hosts.js'
import { type Remedy, type RemedyStep, remedySteps, remedyText } from './remedy.js'
import { onHosts } from './remedy-command.js'

/**
 * The remedies of several hosts as one: each remedy once, with its commands for the hosts that have it in common.
 */
export function hostsRemedy(remedies: ReadonlyMap<string, Remedy>): readonly RemedyStep[] {
  const texts = new Map([...remedies].map(([host, remedy]) => [host, remedyText(remedy)]))
  return groupHosts(texts).flatMap(({ hosts }) => remedyFor(hosts, remedies.get(hosts[0] ?? '') ?? ''))
}

/** A remedy whose commands name these hosts, where it does not name others. */
export function remedyFor(hosts: readonly string[], remedy: Remedy): readonly RemedyStep[] {
  return remedySteps(remedy).map((step) =>
    typeof step !== 'string' && step.on === 'its hosts' ? onHosts(step, hosts) : step,
  )
}
