import { type KnownAndMissing, withoutFailed, withoutMissing } from './checks/missing-hosts.js'
import { withDrift } from './checks/plan-drift.js'
import { planImages } from './checks/plan-images.js'
import { planLaunchable } from './checks/plan-launchable.js'
import { planProvisioning } from './checks/plan-provisioning.js'
import { planSshd } from './checks/plan-sshd.js'
import { specWarnings } from './checks/spec-warnings.js'
import type { Decision, UpContext } from './decision.js'
import { hostPlan } from './host-plan.js'
import { planAttach } from './lifetimes/plan-attach.js'
import { planNoLaunch } from './lifetimes/plan-no-launch.js'
import { planPerRun } from './lifetimes/plan-per-run.js'
import { planPersistent } from './lifetimes/plan-persistent.js'
import type { HostPlan, Plan, Refusal } from './plan.js'
import type { PlanInput, PlanOptions } from './plan-input.js'
import { refuseUnknown } from './refusals/refuse.js'
import type { HostSituation, KnownSituation } from './situation.js'

/** What `up` does, decided from all observations. Pure: it changes nothing, and equal inputs make equal plans. */
export function planUp(input: PlanInput): Plan {
  return makePlan('up', input)
}

/** What `attach` does: as {@link planUp}, but nothing is launched, restarted or removed. */
export function planAttachment(input: PlanInput): Plan {
  return makePlan('attach', input)
}

function makePlan(intent: 'up' | 'attach', input: PlanInput): Plan {
  const { lifetime } = input.container
  const { decision, known: situations, missing } = decideWithin(intent, input, withoutMissing(input))
  if ('refusal' in decision) {
    const hosts = new Map(situations.map((situation) => [situation.host, hostPlan(situation, 'none', 'refused')]))
    const drifted = withDrift(hosts, situations, input.container)
    const { refusal } = decision
    return { intent, lifetime, action: 'refuse', hosts: drifted, missing, warnings: [], sshdPort: null, refusal }
  }
  const { action, warnings = [], sshdPort = null } = decision
  const hosts = withDrift(sorted(decision.hosts), situations, input.container)
  return { intent, lifetime, action, hosts, missing, warnings, sshdPort, refusal: null }
}

/** Decides again without the hosts that fail, for as long as these may. */
function decideWithin(
  intent: 'up' | 'attach',
  input: PlanInput,
  given: KnownAndMissing,
): KnownAndMissing & { readonly decision: Decision } {
  const decision = decide(intent, input, given.known)
  const others = 'refusal' in decision ? withoutFailed(decision.refusal, given, input) : null
  return others === null ? { ...given, decision } : decideWithin(intent, input, others)
}

/** Every rule in its order; the first that refuses has the word. */
function decide(intent: 'up' | 'attach', input: PlanInput, situations: readonly HostSituation[]): Decision {
  const unknown = refuseUnknown(situations, intent, input)
  if (unknown !== null) return { refusal: unknown }
  const known = situations.filter((situation): situation is KnownSituation => situation.situation !== 'unknown')
  const context = { situations: known, input }

  const decision = decideContainers(intent, context)
  if ('refusal' in decision) return decision
  const images = planImages(context, decision.hosts)
  if (images.refusal !== null) return { refusal: images.refusal }
  const launchable = planLaunchable(context, decision.hosts)
  if (launchable !== null) return { refusal: launchable }
  const sshd = planSshd(intent, context, decision.hosts)
  if (sshd.refusal !== null) return { refusal: sshd.refusal }
  const provisioning = planProvisioning(intent, context, decision.hosts)

  return {
    action: decision.action,
    hosts: withProvisioning(decision.hosts, provisioning.hosts),
    sshdPort: sshd.port,
    warnings: [
      ...(decision.warnings ?? []),
      ...images.warnings,
      ...sshd.warnings,
      ...provisioning.warnings,
      ...specWarnings(context, decision.hosts),
    ],
  }
}

/** The rule of the call and the lifetime. Each is told why the call that it might advise would be refused. */
function decideContainers(intent: 'up' | 'attach', context: UpContext): Decision {
  const { situations, input } = context
  const refusedUp = (options: PlanOptions): Refusal | null => {
    const decision = decide('up', { ...input, options }, situations)
    return 'refusal' in decision ? decision.refusal : null
  }
  if (intent === 'attach') return planAttach(context, () => refusedUp({}))
  switch (input.container.lifetime) {
    case 'no_launch':
      return planNoLaunch(context)
    case 'per_run':
      return planPerRun(context)
    case 'persistent':
      return planPersistent(context, () => refusedUp({ ...input.options, repair: 'launch_missing' }))
    default:
      return input.container.lifetime satisfies never
  }
}

function withProvisioning(
  hosts: ReadonlyMap<string, HostPlan>,
  unprovisioned: ReadonlySet<string>,
): Map<string, HostPlan> {
  return new Map(
    [...hosts].map(([host, plan]) => [host, unprovisioned.has(host) ? { ...plan, provision: true } : plan]),
  )
}

function sorted(hosts: ReadonlyMap<string, HostPlan>): Map<string, HostPlan> {
  return new Map([...hosts].sort(([a], [b]) => (a < b ? -1 : 1)))
}
