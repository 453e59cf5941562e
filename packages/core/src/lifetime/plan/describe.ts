import type { BerthLabels } from '../owners/labels.js'
import type { HostSituation } from './situation.js'
import { containerOf } from './situation.js'

/** The first twelve digits of a container id or digest, as engines show them. */
function shortId(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, 12)
}

/** Hosts as a sentence's subject, sorted: `a, b and c`. */
export function hostList(hosts: readonly string[]): string {
  const sorted = [...hosts].sort()
  return sorted.length < 2 ? sorted.join('') : `${sorted.slice(0, -1).join(', ')} and ${sorted.at(-1)}`
}

/** What was seen on one host, in words: `stopped container 3f2a… of run R of user U since T`. */
function describeSituation(situation: HostSituation): string {
  const { observation, ownership } = situation
  const container = containerOf(situation)
  if (container === null) return observation.state === 'unknown' ? `unknown: ${observation.reason}` : 'no container'
  const what = `${observation.state} container ${shortId(container.id)}`
  if (ownership === null || ownership.by === 'nobody known')
    return `${what}, not made by Berth for this cluster and user`
  const since = container.startedAt ?? container.createdAt
  return `${what}, ${ownership.labels.lifetime}, of ${describeOwner(ownership.labels)} since ${since}`
}

/** Whose run it is: `run R of user U (pid P on machine)`. */
export function describeOwner({ run, owner }: Pick<BerthLabels, 'run' | 'owner'>): string {
  return `run ${run} of user ${owner.user} (pid ${owner.pid} on ${owner.machine.split('/')[0]})`
}

/** One line a host, hosts with the same finding together. */
export function describeHosts(situations: readonly HostSituation[]): string {
  const hostsOf = new Map<string, string[]>()
  for (const situation of situations) {
    const text = describeSituation(situation)
    hostsOf.set(text, [...(hostsOf.get(text) ?? []), situation.host])
  }
  return [...hostsOf].map(([text, hosts]) => `${hosts.join(', ')}: ${text}`).join('\n')
}
