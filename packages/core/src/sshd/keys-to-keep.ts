import type { Inspection } from './inspection.js'
import type { PublicKeys } from './sshd-plan.js'
import type { Trust } from './trust.js'

/**
 * Which container's keys those take that have none: those that most hosts are known by and most running sshds have,
 * else most containers, else those of the first host in sorted order; null if no container has a whole set, and keys
 * must be made. A container that has keys keeps them for as long as it is there: hosts that are not looked at know it
 * by them.
 */
export function keysToKeep(
  inspections: ReadonlyMap<string, Inspection>,
  before: readonly Trust[] = [],
): { host: string; keys: PublicKeys } | null {
  const known = namesByKey(before)
  const votes = new Map<string, { host: string; keys: PublicKeys; votes: number }>()
  for (const [host, inspection] of [...inspections].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const keys = keysOf(inspection)
    if (keys === null) continue
    const identity = `${keys.hostKey}\n${keys.clientKey}`
    const group = votes.get(identity) ?? { host, keys, votes: known.get(keys.hostKey)?.size ?? 0 }
    votes.set(identity, { ...group, votes: group.votes + (inspection.running ? inspections.size + 1 : 1) })
  }
  const [winner] = [...votes.values()].sort((a, b) => b.votes - a.votes)
  return winner === undefined ? null : { host: winner.host, keys: winner.keys }
}

/** The keys of a container that has a whole set; else null. */
export function keysOf({ hostKey, clientKey }: Inspection): PublicKeys | null {
  return hostKey === null || clientKey === null ? null : { hostKey, clientKey }
}

function namesByKey(trusts: readonly Trust[]): Map<string, Set<string>> {
  const names = new Map<string, Set<string>>()
  for (const { hosts } of trusts) {
    for (const [name, { hostKeys }] of hosts) {
      for (const key of hostKeys) names.set(key, (names.get(key) ?? new Set()).add(name))
    }
  }
  return names
}
