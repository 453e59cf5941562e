import { BerthError, ConfigError, HostsError } from '@berth/core'

/**
 * All that the hosts' errors, or those of a cluster file, say of which a message shows only a part, be they its causes;
 * null where it shows all.
 */
export function wholeError(error: unknown): string | null {
  const seen = new Set<unknown>()
  for (let one = error; BerthError.isInstance(one) && !seen.has(one); one = one.cause) {
    seen.add(one)
    if (one instanceof ConfigError && !one.complete)
      return `${one.operation}: ${one.problems.length} problems\n${one.whole()}\n`
    if (one instanceof HostsError && !one.complete)
      return `${one.operation}: failed on ${one.failures.size} hosts\n${one.whole()}\n`
  }
  return null
}
