import { BerthError } from './berth-error.js'
import { type ErrorJson, errorsJson } from './error-json.js'
import { textsOfErrors } from './hosts/alike-texts.js'
import { hostBlock, hostLines } from './hosts/host-lines.js'
import { indentedRemedy } from './remedies/indented-remedy.js'
import { printableLine, printableWords } from './texts/printable.js'

const marker = Symbol.for('berth.hosts-error')

/**
 * The same operation failed on one or more hosts: each host once, hosts that failed alike in one group. The message is
 * bounded, however many hosts there are and whatever they printed; `failures` and {@link HostsError.whole} are not.
 */
export class HostsError extends BerthError {
  override readonly name: string = 'HostsError'
  /** Each failing host's own error. */
  readonly failures: ReadonlyMap<string, BerthError>
  /** What the call came to on the hosts where it succeeded; empty where the call makes nothing of a single host. */
  readonly succeeded: ReadonlyMap<string, unknown>
  /** Whether the message holds all that the errors of the hosts say, but for ids and times that differ. */
  readonly complete: boolean

  constructor(
    operation: string,
    failures: ReadonlyMap<string, BerthError>,
    hostCount: number,
    succeeded: ReadonlyMap<string, unknown> = new Map(),
  ) {
    const { texts, ...beside } = textsOfErrors(failures)
    const { text, complete } = hostLines(texts, { layout: 'block', ...beside })
    const cause = failures.values().next().value
    const message = `failed on ${failures.size} of ${hostCount} host${hostCount === 1 ? '' : 's'}\n${text}`
    super({ code: sharedCode(failures), operation, message, cause }, 'of errors')
    Object.defineProperty(this, marker, { value: true })
    this.failures = failures
    this.succeeded = succeeded
    this.complete = complete
  }

  override get parts(): readonly BerthError[] {
    return [...this.failures.values()]
  }

  override get byHost(): ReadonlyMap<string, BerthError> {
    return this.failures
  }

  /** Whether a value is an error of several hosts, of this or another copy of the package. */
  static override isInstance(value: unknown): value is HostsError {
    return BerthError.isInstance(value) && marker in value
  }

  override toJSON(): ErrorJson {
    return { ...super.toJSON(), failures: errorsJson(this.failures) }
  }

  /**
   * All that the errors of the hosts say, and all that was kept of what programs on the hosts printed. Harmless to
   * print, as the message is; not bounded.
   */
  whole(): string {
    return [...this.failures].map(([host, failure]) => hostBlock(printableLine(host), whole(failure))).join('\n')
  }
}

/** The code all failures share; else the generic one. */
function sharedCode(failures: ReadonlyMap<string, BerthError>): BerthError['code'] {
  const codes = new Set([...failures.values()].map((failure) => failure.code))
  const [first] = codes
  return codes.size === 1 && first !== undefined ? first : 'BERTH_HOSTS_FAILED'
}

/** All that an error says, and all that was kept of what the program on the host had printed. */
function whole({ host, operation, reason, advice, output }: BerthError): string {
  const hosts = host === undefined ? [] : [host]
  return [
    `${operation}: ${reason}`,
    ...(advice === undefined ? [] : [indentedRemedy(advice, hosts)]),
    ...(output === undefined ? [] : ['All output that was kept:', printableWords(output)]),
  ].join('\n')
}
