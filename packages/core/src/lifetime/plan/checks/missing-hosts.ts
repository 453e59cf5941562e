import type { BerthError } from '../../../errors/index.js'
import { mostFailures } from '../../../fanout/index.js'
import { notObserved } from '../../observe/not-observed.js'
import { type PlanInput, situationsOf } from '../plan-input.js'
import type { HostSituation } from '../situation.js'

/** The hosts that a plan is for, and those that it goes on without, each with why. */
export interface KnownAndMissing {
  readonly known: readonly HostSituation[]
  readonly missing: ReadonlyMap<string, BerthError>
}

/**
 * Leaves out hosts that are to be left out, and those of which nothing is known, where these are no more than may fail
 * and some host is left. Where they are more, all stay in, for the refusal to name them.
 */
export function withoutMissing(input: PlanInput): KnownAndMissing {
  const { leftOut = new Map<string, BerthError>(), options, hosts } = input
  const asked = situationsOf({ ...input, hosts: hosts.filter((host) => !leftOut.has(host)) })
  const unknown = asked.flatMap(({ host, observation }) =>
    observation.state === 'unknown' ? [[host, notObserved(host, observation)] as const] : [],
  )
  const most = mostFailures(options.maxFailures ?? 0, asked.length)
  const isLet = unknown.length <= most && unknown.length < asked.length
  const missing = new Map([...leftOut, ...(isLet ? unknown : [])])
  return { known: asked.filter(({ host }) => !missing.has(host)), missing }
}
