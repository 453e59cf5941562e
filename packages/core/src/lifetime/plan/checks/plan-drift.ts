import type { ContainerConfig } from '../../../config/index.js'
import { isOurs } from '../../owners/ownership.js'
import { type SpecDifference, specDifferences } from '../../spec/requested-spec.js'
import type { HostPlan } from '../plan.js'
import type { HostSituation } from '../situation.js'

/** Unknown is not the same as none. */
const unreadable: SpecDifference = {
  path: 'berth.spec',
  made: 'a label that cannot be read',
  asked: 'what the cluster file says',
}

/** The plans of all hosts, with what each container of ours differs in from what is asked for now. */
export function withDrift(
  hosts: ReadonlyMap<string, HostPlan>,
  situations: readonly HostSituation[],
  container: ContainerConfig,
): Map<string, HostPlan> {
  const drifts = new Map(
    situations.map(({ host, ownership }) => [
      host,
      ownership !== null && isOurs(ownership)
        ? (specDifferences(ownership.labels.spec, container) ?? [unreadable])
        : null,
    ]),
  )
  return new Map([...hosts].map(([host, plan]) => [host, { ...plan, drift: drifts.get(host) ?? null }]))
}
