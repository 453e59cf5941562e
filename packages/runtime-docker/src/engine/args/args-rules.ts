import type { ArgsProblem, AskedArgs } from '@berth/core/adapter'
import { extraProblems } from './extra-problems.js'

/** What Docker would not take of the arguments. */
export function dockerArgs(asked: AskedArgs): readonly ArgsProblem[] {
  const { network, hostname } = asked
  if (hostname === undefined || !network?.startsWith('container:')) return podmanArgs(asked)
  const message = `is ${JSON.stringify(hostname)}, but with Docker a container that shares the network of another has its hostname too; remove it`
  return [{ path: ['hostname'], message }, ...podmanArgs(asked)]
}

/** What Podman would not take of the arguments. */
export function podmanArgs({ extra = [] }: AskedArgs): readonly ArgsProblem[] {
  return extraProblems(extra)
}
