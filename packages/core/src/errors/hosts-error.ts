import { BerthError } from './berth-error.js'
import { hostLines, wholeHostLines } from './hosts/host-lines.js'

/**
 * The same operation failed on one or more hosts: each host once, hosts that failed alike in one group. The message is
 * bounded, however many hosts there are and whatever they printed; `failures` and {@link HostsError.whole} are not.
 */
export class HostsError extends BerthError {
  override readonly name: string = 'HostsError'
  /** Each failing host's own error. */
  readonly failures: ReadonlyMap<string, BerthError>
  /** Whether the message holds all that the errors of the hosts say, but for ids and times that differ. */
  readonly complete: boolean

  constructor(operation: string, failures: ReadonlyMap<string, BerthError>, hostCount: number) {
    const { text, complete } = hostLines(textsOf(failures), 'block')
    super({
      code: sharedCode(failures),
      operation,
      message: `failed on ${failures.size} of ${hostCount} host${hostCount === 1 ? '' : 's'}\n${text}`,
      cause: failures.values().next().value,
    })
    this.failures = failures
    this.complete = complete
  }

  /** All that the errors of the hosts say, and all that was kept of what programs on the hosts printed; not bounded. */
  whole(): string {
    return wholeHostLines(textsOf(this.failures, 'with output'), 'block')
  }
}

/** The code all failures share; else the generic one. */
function sharedCode(failures: ReadonlyMap<string, BerthError>): BerthError['code'] {
  const codes = new Set([...failures.values()].map((failure) => failure.code))
  const [first] = codes
  return codes.size === 1 && first !== undefined ? first : 'BERTH_HOSTS_FAILED'
}

/** What each host's error says, without the host. */
function textsOf(
  failures: ReadonlyMap<string, BerthError>,
  how: 'with output' | 'alone' = 'alone',
): Map<string, string> {
  return new Map(
    [...failures].map(([host, { operation, reason, remedy, output }]) => [
      host,
      [
        `${operation}: ${reason}`,
        ...(remedy === undefined ? [] : [`  → ${remedy}`]),
        ...(output === undefined || how === 'alone' ? [] : ['All output that was kept:', output]),
      ].join('\n'),
    ]),
  )
}
