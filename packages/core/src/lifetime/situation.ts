import type { Observation, ObservedContainer, UnknownObservation } from '../contract/index.js'
import { type Ownership, type OwnershipContext, ownershipOf } from './ownership.js'

/**
 * What the policy distinguishes on one host: the whole of {state, ours, lifetime label, run}, as one union, so that the compiler finds a
 * case that a decision forgot. `leftover`: a per_run container that nobody can be using any more. `foreign`: not ours.
 */
export type Situation = 'unknown' | KnownSituation['situation']

/** One host, as the policy sees it. */
export type HostSituation = KnownSituation | UnknownSituation

/** A host whose state can be trusted. */
export interface KnownSituation {
  readonly host: string
  readonly observation: KnownObservation
  readonly situation:
    | 'absent'
    | 'running of this run'
    | 'running of another run'
    | `${'running' | 'stopped'} ${'leftover' | 'persistent' | 'foreign'}`
  readonly ownership: Ownership | null
}

/** A host of which nothing can be said. */
export interface UnknownSituation {
  readonly host: string
  readonly observation: UnknownObservation
  readonly situation: 'unknown'
  readonly ownership: null
}

type KnownObservation = Exclude<Observation, UnknownObservation>

/** Reads an observation as the policy does. */
export function situationOf(host: string, observation: Observation, context: OwnershipContext): HostSituation {
  if (observation.state === 'unknown') return { host, observation, situation: 'unknown', ownership: null }
  if (observation.state === 'absent') return { host, observation, situation: 'absent', ownership: null }
  const ownership = ownershipOf(observation.container, context)
  return { host, observation, situation: presentSituation(observation.state, ownership), ownership }
}

/** The container of a host where there is one. */
export function containerOf({ observation }: HostSituation): ObservedContainer | null {
  return observation.state === 'running' || observation.state === 'stopped' ? observation.container : null
}

function presentSituation(state: 'running' | 'stopped', ownership: Ownership): KnownSituation['situation'] {
  if (ownership.by === 'nobody known') return `${state} foreign`
  if (ownership.labels.lifetime === 'persistent') return `${state} persistent`
  if (state === 'stopped') return 'stopped leftover'
  if (ownership.by === 'this run') return 'running of this run'
  return ownership.standing === 'dead' ? 'running leftover' : 'running of another run'
}
