import type { ObservedContainer } from '../../contract/index.js'
import { hostLines, hostsText, type Varying } from '../../errors/index.js'
import { insideOf } from '../inside/inside-of.js'
import { machineName } from '../owners/owner-text.js'
import { isKnown, type KnownOwnership } from '../owners/ownership.js'
import type { Owner } from '../owners/run.js'
import { latestBringUp } from './bring-up.js'
import { containerOf, type HostSituation } from './situation.js'

/** The first twelve digits of a container id or digest, as engines show them. */
function shortId(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, 12)
}

/** Hosts as a sentence's subject: `a, b and c`, or `gpu[001-128] (128)`. */
export function hostList(hosts: readonly string[]): string {
  return hostsText(hosts, { last: ' and ' })
}

/** What was seen on one host, in words: `stopped container 3f2a…, per_run, of run R of user U since T`. */
function describeSituation(situation: HostSituation): string {
  const { observation, ownership } = situation
  const container = containerOf(situation)
  if (container === null) return observation.state === 'unknown' ? `unknown: ${observation.reason}` : 'no container'
  const what = `${observation.state} container ${shortId(container.id)}`
  if (ownership?.by === 'unreadable') return `${what}, with labels of Berth that cannot be read`
  if (!isKnown(ownership)) return `${what}, not made by Berth for this cluster and user`
  return `${what}, ${describeKnown(situation, container, ownership)}`
}

function describeKnown(
  { situation }: HostSituation,
  container: ObservedContainer,
  { by, labels }: KnownOwnership,
): string {
  const { lifetime, cluster } = labels
  const since = container.startedAt ?? container.createdAt
  const ofCluster = by === 'somebody else' ? `, of cluster ${cluster}` : ''
  const whose = `${lifetime}${ofCluster}, of ${describeOwner(labels)} since ${since}`
  const inside = insideOf(container, labels)
  if (inside !== null && 'unreadable' in inside)
    return `${whose}, with an inside that cannot be read: ${inside.unreadable}`
  const provisioner = inside?.provisioning ?? labels.run
  if (provisioner !== labels.run) return `${whose}, being provisioned by run ${provisioner}`
  if (situation.endsWith(' being brought up'))
    return `${whose}, being brought up${untilAtMost(container, inside?.now ?? null)}`
  const users = (inside?.claims ?? []).map((claim) => `${describeOwner(claim)} since ${claim.at}`)
  return users.length === 0 ? whose : `${whose}, claimed by ${users.join(', by ')}`
}

function untilAtMost(container: ObservedContainer, now: number | null): string {
  const latest = latestBringUp(container, now)
  return latest === null ? '' : ` until ${latest} at most`
}

/** Whose run it is: `run R of user U (pid P on machine)`. */
export function describeOwner({ run, owner }: { readonly run: string; readonly owner: Owner }): string {
  return `run ${run} of user ${owner.user} (pid ${owner.pid} on ${machineName(owner)})`
}

/** What was seen on each host, hosts with like findings together; bounded, however many hosts there are. */
export function describeHosts(situations: readonly HostSituation[]): string {
  const texts = new Map(situations.map((situation) => [situation.host, describeSituation(situation)]))
  return hostLines(texts, { varying: varyingOf(situations) }).text
}

/** What in the reasons and remedies of hosts that cannot be told is of one host alone. */
export function varyingOf(situations: readonly HostSituation[]): Map<string, Varying> {
  return new Map(
    situations.flatMap(({ host, observation }) =>
      observation.state === 'unknown' && observation.varying !== undefined ? [[host, observation.varying]] : [],
    ),
  )
}
