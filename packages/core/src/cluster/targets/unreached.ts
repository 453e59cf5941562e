import type { BerthError } from '../../errors/index.js'
import { failuresOf, forManyHosts, onHosts } from '../../fanout/index.js'
import type { CallTargets, TargetCall } from './call-targets.js'

/**
 * The hosts that cannot be reached, each with why: connections are made, or are there already, and nothing is run. What
 * else fails, as for want of open files on this machine, makes nobody unreachable.
 */
export async function unreached(
  hosts: readonly string[],
  connect: CallTargets['connect'],
  call: TargetCall,
): Promise<ReadonlyMap<string, BerthError>> {
  const outcomes = await onHosts(hosts, 'connect', (host) => connect(host, call))
  return new Map([...failuresOf(outcomes)].filter(([, { kind }]) => kind === 'unreachable'))
}

/** The targets of a call; with `skipUnreachable`, once it is known which of them can be reached. */
export async function reachable(
  targets: CallTargets,
  { skipUnreachable = false, signal }: TargetCall & { readonly skipUnreachable?: boolean },
): Promise<CallTargets> {
  if (!skipUnreachable) return targets
  const asked = targets.hosts.filter((host) => !targets.missing.has(host))
  return withoutUnreached(targets, await unreached(asked, targets.connect, forManyHosts(signal ? { signal } : {})))
}

/** The same targets, without asking hosts anew that were not reached: each fails for its reason. */
export function withoutUnreached(targets: CallTargets, missing: ReadonlyMap<string, BerthError>): CallTargets {
  const reached = <Way>(way: (host: string, call: TargetCall) => Promise<Way>) => {
    return async (host: string, call: TargetCall): Promise<Way> => {
      const error = missing.get(host)
      if (error !== undefined) throw error
      return way(host, call)
    }
  }
  const { containerOf, connect } = targets
  return {
    ...targets,
    missing: new Map([...targets.missing, ...missing]),
    containerOf: containerOf && reached(containerOf),
    connect: reached(connect),
  }
}

/** The hosts of a call that is for all of them, without those that an `up` or `attach` went on without. */
export function withoutMissing(
  hosts: readonly string[],
  { missing, unreached }: Readonly<Record<'missing' | 'unreached', ReadonlyMap<string, BerthError>>>,
): Pick<CallTargets, 'hosts' | 'leftOut'> {
  const isLeftOut = (host: string): boolean => missing.has(host) && !unreached.has(host)
  return {
    hosts: hosts.filter((host) => !isLeftOut(host)),
    leftOut: new Map([...missing].filter(([host]) => isLeftOut(host))),
  }
}
