import { BerthError } from './berth-error.js'
import { groupHosts } from './group-hosts.js'

/** The same operation failed on one or more hosts: each host once, hosts that failed alike in one group. */
export class HostsError extends BerthError {
  override readonly name: string = 'HostsError'
  /** Each failing host's own error. */
  readonly failures: ReadonlyMap<string, BerthError>

  constructor(operation: string, failures: ReadonlyMap<string, BerthError>, hostCount: number) {
    super({
      code: sharedCode(failures),
      operation,
      message: `failed on ${failures.size} of ${hostCount} host${hostCount === 1 ? '' : 's'}\n${describe(failures)}`,
      cause: failures.values().next().value,
    })
    this.failures = failures
  }
}

/** The code all failures share; else the generic one. */
function sharedCode(failures: ReadonlyMap<string, BerthError>): BerthError['code'] {
  const codes = new Set([...failures.values()].map((failure) => failure.code))
  const [first] = codes
  return codes.size === 1 && first !== undefined ? first : 'BERTH_HOSTS_FAILED'
}

function describe(failures: ReadonlyMap<string, BerthError>): string {
  const texts = new Map(
    [...failures].map(([host, { operation, reason, remedy }]) => [
      host,
      `${operation}: ${reason}${remedy === undefined ? '' : `\n  → ${remedy}`}`,
    ]),
  )
  return groupHosts(texts)
    .map(({ hosts, value }) => `${hosts.join(', ')}:\n${indent(value)}`)
    .join('\n')
}

function indent(text: string): string {
  return text.replace(/^/gm, '  ')
}
