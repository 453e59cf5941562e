import type { Varying } from '../texts/varying.js'
import { type Remedy, type RemedyStep, remedySteps } from './remedy.js'
import { onHosts } from './remedy-command.js'
import { sharedRemedies } from './shared-remedy.js'

/**
 * The remedies of several hosts as one: each remedy once, with its commands for the hosts that have it in common.
 * `varying`: what in each remedy is of its host alone. Default is nothing.
 */
export function hostsRemedy(
  remedies: ReadonlyMap<string, Remedy>,
  varying: ReadonlyMap<string, Varying> = new Map(),
): readonly RemedyStep[] {
  return sharedRemedies({ remedies, varying }).flatMap(({ hosts, value }) => remedyFor(hosts, value))
}

/** A remedy whose commands name these hosts, where it does not name others. */
export function remedyFor(hosts: readonly string[], remedy: Remedy): readonly RemedyStep[] {
  return remedySteps(remedy).map((step) =>
    typeof step !== 'string' && step.on === 'its hosts' ? onHosts(step, hosts) : step,
  )
}
