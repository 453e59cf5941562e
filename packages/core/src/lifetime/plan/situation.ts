import type { Observation, ObservedContainer, UnknownObservation } from '../../contract/index.js'
import type { HostFacts } from '../observe/host-facts.js'
import { isKnown, type Ownership, type OwnershipContext, ownershipOf } from '../owners/ownership.js'
import { type JudgedContainer, perRunStanding } from './per-run-standing.js'

/** One host, as the policy sees it. */
export type HostSituation = KnownSituation | UnknownSituation

/** A host whose state can be trusted. */
export interface KnownSituation {
  readonly host: string
  readonly observation: KnownObservation
  readonly situation: Situation
  readonly ownership: Ownership | null
}

/** A host of which nothing can be said. */
export interface UnknownSituation {
  readonly host: string
  readonly observation: UnknownObservation
  readonly situation: 'unknown'
  readonly ownership: null
}

/**
 * What the policy tells apart in a container, whether it runs or not. Of a per_run container: `of this run`, or of a
 * run that this process adopts; a `leftover` of this user's, that nobody can be using any more; one that is
 * `being brought up` by another process, or may be; one that is `in use`, or not this user's. A `persistent` one of
 * this user's; of a user of this name on `another machine`; of `somebody else`, by cluster or user. `unreadable`: made
 * by Berth, with labels that cannot be read. `foreign`: not made by Berth.
 */
export const containerKinds = [
  'of this run',
  'leftover',
  'being brought up',
  'in use',
  'persistent',
  'persistent of another machine',
  'persistent of somebody else',
  'unreadable',
  'foreign',
] as const

/** What a container is to the policy. */
export type ContainerKind = (typeof containerKinds)[number]

/** What the policy distinguishes on one host, as one union, so that the compiler finds a case that a rule forgot. */
export type Situation = 'absent' | `${'running' | 'stopped'} ${ContainerKind}`

/** Every situation there is. */
export const situations: readonly Situation[] = [
  'absent',
  ...containerKinds.flatMap((kind) => [`running ${kind}`, `stopped ${kind}`] as const),
]

/** What a host's situation is read by. */
export interface SituationContext extends OwnershipContext {
  readonly facts: ReadonlyMap<string, HostFacts>
}

type KnownObservation = Exclude<Observation, UnknownObservation>

/** Reads an observation as the policy does. */
export function situationOf(host: string, observation: Observation, context: SituationContext): HostSituation {
  if (observation.state === 'unknown') return { host, observation, situation: 'unknown', ownership: null }
  if (observation.state === 'absent') return { host, observation, situation: 'absent', ownership: null }
  const { state, container } = observation
  const ownership = ownershipOf(container, context)
  const kind = containerKind(container, ownership, context, context.facts.get(host)?.now)
  return { host, observation, situation: `${state} ${kind}`, ownership }
}

/** The container of a host; null where there is none. */
export function containerOf({ observation }: HostSituation): ObservedContainer | null {
  return observation.state === 'running' || observation.state === 'stopped' ? observation.container : null
}

/** What a container of this ownership is to the policy. `now` is the host's clock, in seconds. */
export function containerKind(
  container: JudgedContainer,
  ownership: Ownership,
  context: OwnershipContext,
  now: number | undefined,
): ContainerKind {
  if (!isKnown(ownership)) return ownership.by === 'unreadable' ? 'unreadable' : 'foreign'
  const { by, labels } = ownership
  if (labels.lifetime === 'per_run') return perRunStanding(container, ownership, context, now)
  switch (by) {
    case 'this run':
    case 'named':
    case 'mine':
      return 'persistent'
    case 'another machine':
    case 'somebody else':
      return `persistent of ${by}`
    default:
      return by satisfies never
  }
}
