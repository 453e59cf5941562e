import { BerthError, type ErrorKind, type HostResults } from '@berth/core'

/** Every kind of trouble that an error stands for. An error that is not Berth's own is a fault, whatever it says. */
export function kindsOf(error: unknown): ReadonlySet<ErrorKind> {
  return BerthError.isInstance(error) ? error.kinds : new Set(['failed'])
}

/** The kinds of trouble among a command's results. */
export function resultKinds(results: HostResults | HostResults<Uint8Array>): Set<ErrorKind> {
  return new Set([...results.failures().values()].flatMap((failure) => [...failure.kinds]))
}
