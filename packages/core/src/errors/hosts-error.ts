import { BerthError } from './berth-error.js'
import { groupHosts } from './group-hosts.js'
import { indentedRemedy } from './remedies/indented-remedy.js'

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
  const texts = new Map([...failures].map(([host, failure]) => [host, told(failure, [])]))
  return groupHosts(texts)
    .map(({ hosts: [first = '', ...rest] }) => {
      const failure = failures.get(first)
      const hosts = [first, ...rest]
      return `${hosts.join(', ')}:\n${indent(failure === undefined ? '' : told(failure, hosts))}`
    })
    .join('\n')
}

/** A failure as text, for these hosts, all of which failed alike. */
function told({ operation, reason, advice }: BerthError, hosts: readonly string[]): string {
  return `${operation}: ${reason}${advice === undefined ? '' : `\n${indentedRemedy(advice, hosts)}`}`
}

function indent(text: string): string {
  return text.replace(/^/gm, '  ')
}
