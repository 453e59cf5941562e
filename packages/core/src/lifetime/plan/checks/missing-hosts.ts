import { BerthError, type ErrorCode } from '../../../errors/index.js'
import { mostFailures } from '../../../fanout/index.js'
import { notObserved } from '../../observe/not-observed.js'
import type { Refusal } from '../plan.js'
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
  const { leftOut = new Map<string, BerthError>(), hosts } = input
  const known = situationsOf({ ...input, hosts: hosts.filter((host) => !leftOut.has(host)) })
  const unknown = known.flatMap(({ host, observation }) =>
    observation.state === 'unknown' ? [[host, notObserved(host, observation)] as const] : [],
  )
  const asked = { known, missing: leftOut }
  return without(new Map(unknown), asked, input) ?? asked
}

/**
 * Leaves out the hosts of a refusal that says what these hosts are like, as that they lack a device, and not whose
 * their containers are. Null where it is no such refusal, or these are more than may fail.
 */
export function withoutFailed(refusal: Refusal, given: KnownAndMissing, input: PlanInput): KnownAndMissing | null {
  const { code, message, remedy, hosts } = refusal
  if (!ofHosts.has(code)) return null
  const error = (host: string): BerthError => new BerthError({ code, host, operation: 'plan', message, remedy })
  return without(new Map(hosts.map((host) => [host, error(host)])), given, input)
}

const ofHosts: ReadonlySet<ErrorCode> = new Set(['BERTH_HOST_PATH_MISSING', 'BERTH_SSHD_PORT_TAKEN'])

function without(
  failed: ReadonlyMap<string, BerthError>,
  { known, missing }: KnownAndMissing,
  { leftOut = new Map(), options, hosts }: PlanInput,
): KnownAndMissing | null {
  const asked = hosts.filter((host) => !leftOut.has(host)).length
  const all = new Map([...missing, ...failed])
  const isLet = all.size - leftOut.size <= mostFailures(options.maxFailures ?? 0, asked) && failed.size < known.length
  return isLet ? { known: known.filter(({ host }) => !failed.has(host)), missing: all } : null
}
