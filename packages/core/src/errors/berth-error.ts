import { type ErrorCode, type ErrorKind, errorKinds } from './codes.js'
import type { ErrorJson } from './error-json.js'
import { leadingKind } from './exit-code.js'
import { indentedRemedy } from './remedies/indented-remedy.js'
import { type Remedy, remedyCommands, remedyText, type ToldCommand } from './remedies/remedy.js'
import { boundedText, shortLine } from './texts/bounded-text.js'
import { printable, printableLine, printableWords } from './texts/printable.js'
import { printableCause } from './texts/printable-cause.js'
import type { Varying } from './texts/varying.js'

const marker = Symbol.for('berth.error')

/** What `reason` takes at most, whatever a host has said. Errors of many hosts are bounded far below. */
const longestReason = { lines: 1000, characters: 100_000 }

/** Characters of what was being done. */
const longestOperation = 1000

/** What a {@link BerthError} is made of. */
export interface BerthErrorDetails {
  /** Stable code; see {@link ErrorCode}. */
  readonly code: ErrorCode
  /** What was being done, as a verb phrase: `launch container`, `connect`. */
  readonly operation: string
  /** What was seen, without the host and without the remedy. */
  readonly message: string
  /** What the user can do next. */
  readonly remedy?: Remedy
  /** The host it happened on, by its name in the cluster file. */
  readonly host?: string
  /** Whether doing the very same thing again is safe and may succeed. Default is false: unknown means no. */
  readonly retryable?: boolean
  /** What in message and remedy is of this host alone. Default is nothing: hosts that are told alike say the same. */
  readonly varying?: Varying | undefined
  /** What the program that failed had printed, where the message shows only a part of it. */
  readonly output?: string
  /** The error underneath. */
  readonly cause?: unknown
}

/**
 * The base of all of Berth's errors. The message names the host, what was tried, what was seen and what to do next.
 * Whatever it was made of, it is harmless to print: see `printable`. `output` alone is as the program printed it.
 * Recognise it with {@link BerthError.isInstance}, which holds across two copies of the package, where `instanceof`
 * does not.
 */
export class BerthError extends Error {
  override readonly name: string = 'BerthError'
  readonly code: ErrorCode
  readonly operation: string
  readonly host: string | undefined
  /** What the user can do next, as text. */
  readonly remedy: string | undefined
  /** What the user can do next, with its commands as values: what another error that tells the same is made of. */
  readonly advice: Remedy | undefined
  readonly retryable: boolean
  /** What was seen, without host, operation and remedy: for grouping hosts that failed alike. */
  readonly reason: string
  /** What in reason and remedy is of this host alone, although the same happened to others. */
  readonly varying: Varying | undefined
  /** What the program that failed had printed, as far as it was kept, where `reason` shows only a part of it. */
  readonly output: string | undefined

  /**
   * `made`: what the message is made of. Default is words, in which nothing can be taken for a remedy; a message that
   * tells other errors holds their remedies.
   */
  constructor(details: BerthErrorDetails, made: 'of words' | 'of errors' = 'of words') {
    const { code, remedy, host, retryable = false, output } = details
    const operation = shortLine(printableLine(details.operation), longestOperation)
    const reason = boundedText((made === 'of words' ? printableWords : printable)(details.message), longestReason)
    const cause = printableCause(details.cause)
    const where = host === undefined ? '' : `${printableLine(host)}: `
    const hosts = host === undefined ? [] : [host]
    const next = remedy === undefined ? '' : `\n${indentedRemedy(remedy, hosts)}`
    super(`${where}${operation}: ${reason}${next}`, cause === undefined ? undefined : { cause })
    Object.defineProperty(this, marker, { value: true })
    this.code = code
    this.operation = operation
    this.host = host
    this.remedy = remedy === undefined ? undefined : remedyText(remedy, hosts)
    this.advice = remedy
    this.retryable = retryable
    this.reason = reason
    this.varying = printableParts(details.varying)
    this.output = output
  }

  /**
   * The kind of trouble: of all that the error tells, its causes too, the kind that has the word. The exit code of
   * `berth` is this kind's. `refused` promises that nothing was changed: only a `RefusalError` is.
   */
  get kind(): ErrorKind {
    return leadingKind(this.kinds)
  }

  /** Every kind of trouble that the error stands for: its own or that of its parts, and that of causes underneath. */
  get kinds(): ReadonlySet<ErrorKind> {
    const kinds = new Set<ErrorKind>()
    this.collectKinds(kinds, new Set())
    return kinds
  }

  /** The errors that this one is made of, which stand for its trouble in its place. Default is none. */
  get parts(): readonly BerthError[] {
    return []
  }

  /** The commands of the remedy, in their order. */
  get commands(): readonly ToldCommand[] {
    return remedyCommands(this.advice ?? '', this.host === undefined ? [] : [this.host])
  }

  /** What the error says of each host, as an error of that host's own; none where it is of no host. */
  get byHost(): ReadonlyMap<string, BerthError> {
    return this.host === undefined ? new Map() : new Map([[this.host, this]])
  }

  /** The error for `JSON.stringify`: all that it says, as values. */
  toJSON(): ErrorJson {
    return {
      name: this.name,
      code: this.code,
      kind: this.kind,
      host: this.host ?? null,
      hosts: [...this.byHost.keys()],
      operation: this.operation,
      message: this.reason,
      remedy: this.remedy ?? null,
      commands: this.commands,
      retryable: this.retryable,
      output: this.output ?? null,
    }
  }

  /** The kind of the error itself, whatever it is made of. */
  protected get ownKind(): ErrorKind {
    const kind = errorKinds[this.code]
    // What the code of a refusal says while a plan is carried out came after the first change.
    return kind === 'refused' ? 'failed' : kind
  }

  /** Adds every kind of trouble, but for errors that were seen: causes may go in a circle. */
  protected collectKinds(kinds: Set<ErrorKind>, seen: Set<unknown>): void {
    if (seen.has(this)) return
    seen.add(this)
    if (this.parts.length === 0) kinds.add(this.ownKind)
    for (const part of this.parts) part.collectKinds(kinds, seen)
    if (!BerthError.isInstance(this.cause)) return
    const beneath = new Set<ErrorKind>()
    this.cause.collectKinds(beneath, seen)
    // A time limit may be kept by an abort from within, which nobody asked for. A start that was not seen has for its
    // cause what ended the waiting for it.
    if (this.code !== 'BERTH_MAY_HAVE_RUN') beneath.delete('interrupted')
    for (const kind of beneath) kinds.add(kind)
  }

  /** Whether a value is a Berth error, of this or another copy of the package. */
  static isInstance(value: unknown): value is BerthError {
    return typeof value === 'object' && value !== null && marker in value
  }
}

/** The parts as the message has them. */
function printableParts(varying: Varying | undefined): Varying | undefined {
  return varying && Object.fromEntries(Object.entries(varying).map(([name, part]) => [name, printable(part)]))
}
