import type { BerthError } from '../../errors/index.js'
import { FailureBudget, type MaxFailures } from '../../fanout/index.js'
import type { CallOptions } from '../observe/host-access.js'
import type { Plan } from '../plan/plan.js'

/** The budget of a call that carries out a plan, of which `before` was left out from the start. */
export function budgetOf(
  plan: Plan,
  before: ReadonlyMap<string, BerthError>,
  maxFailures: MaxFailures | undefined,
  { signal }: CallOptions,
): FailureBudget {
  const missing = new Map([...plan.missing].filter(([host]) => !before.has(host)))
  return new FailureBudget({ hosts: plan.hosts.size + missing.size, maxFailures, missing, signal })
}
