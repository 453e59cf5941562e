import { showListener } from '../../../errors/remedies/host-commands.js'
import type { Listener } from '../../observe/host-facts.js'
import { isOurs } from '../../owners/ownership.js'
import type { UpContext } from '../decision.js'
import { hostList } from '../describe.js'
import type { HostPlan, Intent, Refusal } from '../plan.js'
import { containerOf, type KnownSituation } from '../situation.js'

/** What the sshd that is wanted in each container asks for. */
export interface SshdCheck {
  readonly refusal: Refusal | null
  readonly warnings: readonly string[]
}

/**
 * Whether sshd can run in all containers, from what was observed: each must share its host's network, and where no
 * container runs yet nothing else may listen on sshd's port. Found out before the setup script, not after it.
 */
export function planSshd(
  intent: Exclude<Intent, 'down'>,
  { situations, input: { sshd, container, facts } }: UpContext,
  plans: ReadonlyMap<string, HostPlan>,
): SshdCheck {
  if (!sshd || intent !== 'up') return { refusal: null, warnings: [] }
  const kept = situations.filter((situation) => isKept(situation, plans))
  // No sshd is started then, as the step that would start it says.
  if (container.sshd !== true && !kept.every(({ ownership }) => isOurs(ownership)))
    return { refusal: null, warnings: [] }
  const apart = kept.filter((situation) => containerOf(situation)?.hostNetwork === false)
  if (apart.length > 0) {
    const hosts = apart.map(({ host }) => host)
    const seen = `the container on ${hostList(hosts)} does not share its host's network, which sshd needs`
    if (container.sshd !== true)
      return { refusal: null, warnings: [`no sshd is started, for ${seen}; set sshd to false to do without it`] }
    const remedy = 'Set sshd to false, or have these containers made anew with runtime.args.network "host".'
    return { refusal: { code: 'BERTH_SSHD_FAILED', message: seen, remedy, hosts }, warnings: [] }
  }
  const taken = situations.flatMap((situation) => {
    const listener = facts.get(situation.host)?.listener ?? null
    return listener !== null && mustBeFree(situation, plans) ? [{ host: situation.host, listener }] : []
  })
  if (taken.length === 0) return { refusal: null, warnings: [] }
  return {
    refusal: {
      code: 'BERTH_SSHD_PORT_TAKEN',
      message: `another process listens on port ${container.sshdPort}, which sshd is to have\n${taken.map(({ host, listener }) => `${host}: ${describe(listener)}`).join('\n')}`,
      remedy: [
        'Nothing was changed: find it and end it, or choose another container.sshd_port, or set sshd to false.',
        showListener({ port: String(container.sshdPort) }),
      ],
      hosts: taken.map(({ host }) => host),
    },
    warnings: [],
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

function describe({ user, program }: Listener): string {
  return program === null ? `a process of user ${user}` : `${program} of user ${user}`
}
