import type { Decision, UpContext } from './decision.js'
import { hostList } from './describe.js'
import { hostPlan } from './host-plan.js'
import type { HostAction, HostPlan, Refusal } from './plan.js'
import type { PlanInput } from './plan-input.js'
import { refusal } from './refuse.js'
import type { KnownSituation } from './situation.js'

/** `persistent`: what is there is kept and attached to; only a set that is nowhere is launched, only on request is one completed. */
export function planPersistent({ situations, input }: UpContext): Decision {
  const groups = grouped(situations)
  const { absent, present, stopped, foreign } = groups
  const refused = refuseMismatch(groups)
  if (refused !== null) return { refusal: refused }
  if (present.length > 0 && absent.length > 0 && input.options.repair !== 'launch_missing')
    return { refusal: refusePartial(groups) }

  const hosts = new Map<string, HostPlan>(situations.map((situation) => [situation.host, planHost(situation, input)]))
  const warnings = foreign.length === 0 ? [] : [foreignWarning(foreign)]
  if (present.length === 0) return { action: 'launch', hosts, warnings }
  if (absent.length > 0) return { action: 'repair', hosts, warnings }
  return { action: stopped.length > 0 ? 'restart' : 'attach', hosts, warnings }
}

interface Groups {
  readonly absent: readonly KnownSituation[]
  readonly present: readonly KnownSituation[]
  readonly stopped: readonly KnownSituation[]
  readonly foreign: readonly KnownSituation[]
  readonly perRun: readonly KnownSituation[]
}

function grouped(situations: readonly KnownSituation[]): Groups {
  const present = situations.filter(({ observation }) => observation.state !== 'absent')
  return {
    absent: situations.filter(({ observation }) => observation.state === 'absent'),
    present,
    stopped: present.filter(({ observation }) => observation.state === 'stopped'),
    foreign: present.filter(({ ownership }) => ownership?.by === 'nobody known'),
    perRun: present.filter(
      ({ ownership }) =>
        ownership !== null && ownership.by !== 'nobody known' && ownership.labels.lifetime === 'per_run',
    ),
  }
}

function refuseMismatch({ perRun, foreign }: Groups): Refusal | null {
  if (perRun.length > 0) {
    return refusal(
      'BERTH_LIFETIME_MISMATCH',
      'the container was made for one run, so its run may remove it at any time; it cannot become persistent',
      'Take it down with lifetime per_run, or wait for its run to end, or give the persistent container another name.',
      perRun,
    )
  }
  const stoppedForeign = foreign.filter(({ observation }) => observation.state === 'stopped')
  if (stoppedForeign.length === 0) return null
  return refusal(
    'BERTH_FOREIGN_CONTAINER',
    'a container that is not ours is stopped, and Berth never starts what it did not make',
    'Start it by the means that made it, or give the persistent container another name.',
    stoppedForeign,
  )
}

function refusePartial({ absent, present }: Groups): Refusal {
  const missing = hostList(absent.map(({ host }) => host))
  const survivors = hostList(present.map(({ host }) => host))
  return refusal(
    'BERTH_PARTIAL_SET',
    `the persistent container is on ${present.length} hosts (${survivors}) and missing on ${absent.length} (${missing})`,
    `Launch it where it is missing, from the image of the others, with: berth up --repair launch_missing. Or leave the others out with --hosts.`,
    [...absent, ...present],
  )
}

function planHost(situation: KnownSituation, input: PlanInput): HostPlan {
  const scripted = input.setupScript !== null
  const [action, reason]: [HostAction, string] = hostAction(situation)
  return hostPlan(situation, action, reason, action === 'launch' && scripted)
}

function hostAction({ observation, ownership }: KnownSituation): [HostAction, string] {
  if (observation.state === 'absent') return ['launch', 'no container of this name']
  if (observation.state === 'stopped') return ['restart', 'stopped; its overlay is kept']
  return ['use', ownership?.by === 'nobody known' ? 'running, not made by Berth: used as it is' : 'running']
}

function foreignWarning(foreign: readonly KnownSituation[]): string {
  const hosts = hostList(foreign.map(({ host }) => host))
  return `${hosts}: the container was not made by Berth for this cluster and user: it is used as it is, never restarted and never provisioned`
}
