import type { EngineFacts, InventoriedContainer, Inventory } from '../../contract/index.js'
import { insideOf } from '../inside/inside-of.js'
import { leaseOf, readLabels } from '../owners/labels.js'
import {
  isKnown,
  type KnownOwnership,
  type Ownership,
  type OwnershipContext,
  ownershipOf,
} from '../owners/ownership.js'
import type { OwnerStanding, Run } from '../owners/run.js'
import { type ContainerKind, containerKind, type Situation } from '../plan/situation.js'
import { standingsOfContainers } from '../plan/standings.js'
import { requestedGpus } from '../spec/requested-spec.js'
import type { FoundContainer, FoundLease, Whose } from './found-container.js'
import { foundVerdict, type Judgement, unreadable } from './found-verdict.js'

/** What one runtime told of one host. */
export interface Told {
  readonly host: string
  readonly runtime: string
  readonly inventory: Inventory
}

/** By whom, and with which knowledge, containers are judged. */
export interface JudgeContext {
  /** A run of the process that looks. */
  readonly run: Run
  /** Ids of runs that are this user's, on whatever machine they were made. */
  readonly recorded: ReadonlySet<string>
  readonly standingOf: (owner: Run['owner']) => OwnerStanding
}

/**
 * Says of every container whose it is and what may become of it, as the policy sees it in a call of the container's own
 * cluster by this user, who adopts what was handed over.
 */
export function judgeContainers(told: readonly Told[], context: JudgeContext): readonly FoundContainer[] {
  const all = told.flatMap(({ host, runtime, inventory: { now, engines } }) =>
    engines.flatMap(({ engine, containers }) => containers.map((seen) => ({ host, runtime, now, engine, seen }))),
  )
  const standings = standingsOfContainers(
    all.map(({ seen }) => seen),
    context.standingOf,
  )
  const judged = all.map((one) => ({ ...one, ...policyView(one, context, standings) }))
  // A run lets go of its containers all at once: while it brings up one, it brings up the others too. One that is
  // stopped meanwhile is part of a set for which an `up` would be refused.
  const broughtUp = new Set(
    judged.flatMap(({ kind, ownership }) => (kind === 'being brought up' ? runOf(ownership) : [])),
  )
  return judged.map(({ ownership, kind, ...one }) => {
    const waits = kind === 'of this run' && runOf(ownership).some((run) => broughtUp.has(run))
    return foundContainer(one, ownership, waits ? 'being brought up' : kind, standings)
  })
}

interface Seen {
  readonly host: string
  readonly runtime: string
  /** Seconds since 1970 by the host's clock. */
  readonly now: number
  readonly engine: EngineFacts
  readonly seen: InventoriedContainer
}

function policyView(
  { now, seen }: Seen,
  { run, recorded }: JudgeContext,
  standings: ReadonlyMap<string, OwnerStanding>,
): { readonly ownership: Ownership; readonly kind: ContainerKind } {
  const adoption = { runs: new Set<string>(), recorded, handedOver: true }
  const ofCluster: OwnershipContext = { cluster: readLabels(seen.labels)?.cluster ?? '', run, adoption, standings }
  const ownership = ownershipOf(seen, ofCluster)
  return { ownership, kind: containerKind(seen, ownership, ofCluster, now) }
}

/** The run of this user's whose container it is, with its cluster; none of another's. */
function runOf(ownership: Ownership): readonly string[] {
  return isKnown(ownership) && ownership.by === 'mine' && ownership.labels.handedOver
    ? [`${ownership.labels.run} ${ownership.labels.cluster}`]
    : []
}

function foundContainer(
  { host, runtime, engine, seen }: Seen,
  ownership: Ownership,
  kind: ContainerKind,
  standings: ReadonlyMap<string, OwnerStanding>,
): FoundContainer {
  const { id, name, labels, state, createdAt, startedAt, imageReference, devices, inside } = seen
  const known = isKnown(ownership) ? ownership : null
  const situation: Situation | 'unknown' = seen.state === 'unknown' ? 'unknown' : `${seen.state} ${kind}`
  return {
    ...{ host, runtime, engine, id, name, labels, state, createdAt, startedAt, devices, inside },
    image: imageReference,
    berth: known?.labels ?? null,
    whose: whoseOf(ownership),
    owner: known?.standing ?? 'unknown',
    lease: leaseFound(seen, known),
    gpus: known === null ? null : requestedGpus(known.labels.spec),
    situation,
    ...judgementOf(seen, kind, known, standings),
  }
}

function leaseFound(seen: InventoriedContainer, ownership: KnownOwnership | null): FoundLease | null {
  const seconds = leaseOf(seen.labels)
  const inside = ownership === null ? null : insideOf(seen, ownership.labels)
  if (seconds === null) return null
  return { seconds, left: inside !== null && 'leaseLeft' in inside ? inside.leaseLeft : null }
}

function judgementOf(
  seen: InventoriedContainer,
  kind: ContainerKind,
  ownership: KnownOwnership | null,
  standings: ReadonlyMap<string, OwnerStanding>,
): Judgement {
  if (seen.state === 'unknown') return { verdict: 'not known', reason: seen.reason }
  if (ownership === null) return unreadable
  const inside = insideOf(seen, ownership.labels)
  return foundVerdict(`${seen.state} ${kind}`, kind, { ownership, inside, standings })
}

function whoseOf({ by }: Ownership): Whose {
  switch (by) {
    case 'this run':
    case 'named':
    case 'mine':
      return 'mine'
    case 'another machine':
    case 'somebody else':
      return by
    case 'unreadable':
    case 'nobody known':
      return 'unreadable'
    default:
      return by satisfies never
  }
}
