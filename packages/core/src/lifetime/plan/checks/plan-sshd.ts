import { showListener } from '../../../errors/remedies/host-commands.js'
import { choosePort } from '../../../sshd/index.js'
import type { Listener } from '../../observe/host-facts.js'
import type { PortHolder } from '../../observe/port-holders.js'
import { agreedSshdPort } from '../../owners/labels.js'
import { isOurs } from '../../owners/ownership.js'
import type { UpContext } from '../decision.js'
import { hostList } from '../describe.js'
import type { HostPlan, Intent, Refusal } from '../plan.js'
import type { PlanInput } from '../plan-input.js'
import { containerOf, type KnownSituation } from '../situation.js'

/** What the sshd that is wanted in each container asks for. */
export interface SshdCheck {
  /** The TCP port that each gets; null where none is started. */
  readonly port: number | null
  readonly refusal: Refusal | null
  readonly warnings: readonly string[]
}

const none: SshdCheck = { port: null, refusal: null, warnings: [] }

/**
 * Whether sshd can run in all containers, from what was observed: each must share its host's network, and where no
 * container runs yet nothing else may listen on sshd's port. Found out before the setup script, not after it. Where the
 * port is for Berth to choose, it is the one of the containers that are kept, or else one that is free on all hosts.
 */
export function planSshd(
  intent: Exclude<Intent, 'down'>,
  { situations, input }: UpContext,
  plans: ReadonlyMap<string, HostPlan>,
): SshdCheck {
  const { sshd, container, facts, portHolders } = input
  if (!sshd || intent !== 'up') return none
  const kept = situations.filter((situation) => isKept(situation, plans))
  // No sshd is started then, as the step that would start it says.
  if (container.sshd !== true && !kept.every(({ ownership }) => isOurs(ownership))) return none
  const apart = kept.filter((situation) => containerOf(situation)?.hostNetwork === false)
  if (apart.length > 0) {
    const hosts = apart.map(({ host }) => host)
    const seen = `the container on ${hostList(hosts)} does not share its host's network, which sshd needs`
    if (container.sshd !== true)
      return { ...none, warnings: [`no sshd is started, for ${seen}; set sshd to false to do without it`] }
    const remedy = 'Set sshd to false, or have these containers made anew with runtime.args.network "host".'
    return { ...none, refusal: { code: 'BERTH_SSHD_FAILED', message: seen, remedy, hosts } }
  }
  const port = container.sshdPort === 'auto' ? portOf(kept, input) : container.sshdPort
  if (port === null) return { ...none, refusal: allTaken(input) }
  const taken = situations.flatMap((situation) => {
    const listener = facts.get(situation.host)?.listeners.get(port)
    return listener !== undefined && mustBeFree(situation, plans) ? [{ host: situation.host, listener }] : []
  })
  if (taken.length === 0) return { ...none, port }
  return {
    ...none,
    refusal: {
      code: 'BERTH_SSHD_PORT_TAKEN',
      message: `another process listens on port ${port}, which sshd is to have\n${taken.map(({ host, listener }) => `${host}: ${describe(listener, portHolders?.get(host)?.get(port))}`).join('\n')}`,
      remedy: [
        'Nothing was changed: find it and end it, or set container.sshd_port to another one or "auto", or sshd to false.',
        showListener({ port: String(port) }),
      ],
      hosts: taken.map(({ host }) => host),
    },
  }
}

function isKept({ host }: KnownSituation, plans: ReadonlyMap<string, HostPlan>): boolean {
  const action = plans.get(host)?.action
  return action === 'use' || action === 'restart'
}

/**
 * Whether the port must be free by now: an sshd of ours may have it in a container that runs, be it one that is
 * replaced.
 */
function mustBeFree({ host, observation }: KnownSituation, plans: ReadonlyMap<string, HostPlan>): boolean {
  const action = plans.get(host)?.action
  if (action === 'launch' || action === 'restart') return true
  return action === 'replace' && !(observation.state === 'running' && observation.container.hostNetwork)
}

/** The port of the containers that are kept, or else one that nobody has; null where there is none. */
function portOf(kept: readonly KnownSituation[], { facts, cluster, run }: PlanInput): number | null {
  if (kept.length > 0) return agreedSshdPort(kept.map((situation) => containerOf(situation)?.labels ?? {}))
  const taken = new Set([...facts.values()].flatMap(({ listeners }) => [...listeners.keys()]))
  return choosePort(taken, `${run.owner.user} ${cluster}`)
}

function allTaken({ facts }: PlanInput): Refusal {
  const hosts = [...facts].filter(([, { listeners }]) => listeners.size > 0).map(([host]) => host)
  return {
    code: 'BERTH_SSHD_PORT_TAKEN',
    message: 'sshd is to have a port that is free on all hosts, and each that is chosen from is taken on some host',
    remedy: 'Nothing was changed: set container.sshd_port to a port that is free on all hosts, or sshd to false.',
    hosts: hosts.sort(),
  }
}

/** A container whose label names the port is said to hold it where an sshd listens there, as far as is known. */
function describe({ user, program }: Listener, holder: PortHolder | undefined): string {
  if (holder !== undefined && (program === null || program.startsWith('sshd')))
    return `the sshd of Berth's cluster ${holder.cluster} of ${holder.user}, in the container ${holder.container}`
  return program === null ? `a process of user ${user}` : `${program} of user ${user}`
}
