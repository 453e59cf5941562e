import type { CommandScope } from '../../../errors/index.js'
import type { PlanInput } from '../plan-input.js'
import type { HostSituation } from '../situation.js'
import { namedRuns } from './named-runs.js'

/**
 * The scope of a `down` that takes down what is on these hosts. Runs that are named limit a `down`: so they are named
 * only where a container goes by the name of its run alone, and then the runs of all.
 */
export function scopeOfDown(
  situations: readonly HostSituation[],
  { scope, cluster }: Pick<PlanInput, 'scope' | 'cluster'>,
): CommandScope {
  const isNamed = situations.some(({ ownership }) => ownership?.by === 'named')
  const runs = isNamed ? namedRuns(situations, cluster) : null
  return { ...scope, hosts: situations.map(({ host }) => host), runs: runs === null ? [] : runs.split(',') }
}
