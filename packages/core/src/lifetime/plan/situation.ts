import type { Observation, ObservedContainer, UnknownObservation } from '../../contract/index.js'
import type { HostFacts } from '../observe/host-facts.js'
import { type Ownership, type OwnershipContext, ownershipOf } from '../owners/ownership.js'
import { mayBeBringingUp } from './bring-up.js'

/** One host, as the policy sees it. */
export type HostSituation = KnownSituation | UnknownSituation

/** A host whose state can be trusted. */
export interface KnownSituation {
  readonly host: string
  readonly observation: KnownObservation
  /**
   * What the policy distinguishes on one host: the whole of {state, ours, lifetime label, run}, as one union, so that
   * the compiler finds a case that a decision forgot. `leftover`: a per_run container that nobody can be using any
   * more. `foreign`: not ours. `created by another run`: a per_run container that was never started, because its run
   * may be between creating and starting it.
   */
  readonly situation:
    | 'absent'
    | 'running of this run'
    | 'running of another run'
    | 'created by another run'
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

type PresentObservation = Extract<Observation, { readonly container: ObservedContainer }>

/** Reads an observation as the policy does. */
export function situationOf(
  host: string,
  observation: Observation,
  { facts, ...context }: OwnershipContext & { readonly facts: ReadonlyMap<string, HostFacts> },
): HostSituation {
  if (observation.state === 'unknown') return { host, observation, situation: 'unknown', ownership: null }
  if (observation.state === 'absent') return { host, observation, situation: 'absent', ownership: null }
  const ownership = ownershipOf(observation.container, context)
  const situation = presentSituation(observation, ownership, facts.get(host)?.now)
  return { host, observation, situation, ownership }
}

/** The container of a host; null where there is none. */
export function containerOf({ observation }: HostSituation): ObservedContainer | null {
  return observation.state === 'running' || observation.state === 'stopped' ? observation.container : null
}

function presentSituation(
  { state, container }: PresentObservation,
  ownership: Ownership,
  now: number | undefined,
): KnownSituation['situation'] {
  if (ownership.by === 'nobody known') return `${state} foreign`
  const { by, labels, standing } = ownership
  if (labels.lifetime === 'persistent') return `${state} persistent`
  if (by === 'this run') return state === 'running' ? 'running of this run' : 'stopped leftover'
  if (state === 'running') return standing === 'dead' ? 'running leftover' : 'running of another run'
  const launching = container.startedAt === null && mayBeBringingUp(standing, container, now)
  return launching ? 'created by another run' : 'stopped leftover'
}
