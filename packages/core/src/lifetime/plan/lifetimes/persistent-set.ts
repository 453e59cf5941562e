import { isOurs } from '../../owners/ownership.js'
import { hostList } from '../describe.js'
import type { Refusal } from '../plan.js'
import { refusal } from '../refusals/refuse.js'
import type { KnownSituation } from '../situation.js'

/** The hosts of a persistent set, by the kinds that the policy tells apart. */
export interface PersistentSet {
  readonly absent: readonly KnownSituation[]
  readonly present: readonly KnownSituation[]
  readonly stopped: readonly KnownSituation[]
  /** Not of this cluster and a user of this name, or with labels that cannot be read, or not made by Berth. */
  readonly foreign: readonly KnownSituation[]
  readonly perRun: readonly KnownSituation[]
}

/** Groups hosts; one may be in several groups. */
export function persistentSet(situations: readonly KnownSituation[]): PersistentSet {
  const present = situations.filter(({ observation }) => observation.state !== 'absent')
  return {
    absent: situations.filter(({ observation }) => observation.state === 'absent'),
    present,
    stopped: present.filter(({ observation }) => observation.state === 'stopped'),
    foreign: present.filter(({ ownership }) => !isOurs(ownership)),
    perRun: present.filter(({ ownership }) => isOurs(ownership) && ownership.labels.lifetime === 'per_run'),
  }
}

/** Containers that cannot be part of a persistent set. */
export function refuseMismatch({ perRun, foreign }: PersistentSet): Refusal | null {
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

/** The warnings where containers that are not ours are used. */
export function foreignWarnings({ foreign }: PersistentSet): string[] {
  if (foreign.length === 0) return []
  const hosts = hostList(foreign.map(({ host }) => host))
  return [
    `${hosts}: the container was not made by Berth for this cluster and user: it is used as it is, never restarted and never provisioned`,
  ]
}
