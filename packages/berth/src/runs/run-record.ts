import { createHash } from 'node:crypto'

/** The record of a run that was left for later processes to adopt. */
export interface RunRecord {
  /** Id of the run. */
  readonly run: string
  /** Name of the run's cluster. */
  readonly cluster: string
  readonly handedOver: true
  /** When the run was left, in RFC 3339. */
  readonly at: string
}

/** Name of the file that holds the record of one cluster and user: readable, and never shared by two. */
export function recordFileName(cluster: string, user: string): string {
  const readable = cluster.replace(/[^a-zA-Z0-9_-]/g, '_').slice(0, 40)
  const exact = createHash('sha256')
    .update(JSON.stringify([cluster, user]))
    .digest('hex')
    .slice(0, 16)
  return `run-${readable}-${exact}.json`
}

/** The text of a record. */
export function encodeRunRecord({ run, cluster, handedOver, at }: RunRecord): string {
  return `${JSON.stringify({ run, cluster, handedOver, at })}\n`
}

/** Reads a record of a cluster. Throws `SyntaxError` that says what is wrong with the text. */
export function decodeRunRecord(text: string, cluster: string): RunRecord {
  const value = parse(text)
  const { run, handedOver, at } = value
  if (typeof run !== 'string' || run === '') throw new SyntaxError('it names no run')
  if (handedOver !== true) throw new SyntaxError('it does not say that the run was handed over')
  if (typeof at !== 'string' || Number.isNaN(Date.parse(at))) throw new SyntaxError('it does not say when')
  if (value.cluster !== cluster) throw new SyntaxError(`it is of another cluster: ${JSON.stringify(value.cluster)}`)
  return { run, cluster, handedOver, at }
}

function parse(text: string): { readonly [Key in keyof RunRecord]?: unknown } {
  const value: unknown = JSON.parse(text)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  throw new SyntaxError('it is not a JSON object')
}
