import { isDeepStrictEqual } from 'node:util'
import { type ClusterConfig, type ErrorCode, errorKinds } from '@berth/core'

/** What is remembered of one run: the record's file is named after the run. */
export interface RunRecord {
  /** Id of the run. */
  readonly run: string
  /** Name of the run's cluster. */
  readonly cluster: string
  /** Login name of the user whose run it is. */
  readonly user: string
  /** What the run launches; null where that was not remembered. */
  readonly container: RecordedContainer | null
  /** The hosts that the run launches on, by their names in the cluster file. */
  readonly hosts: readonly string[]
  /** The engine of each of these hosts. */
  readonly engines: Readonly<Record<string, RecordedEngine>>
  /** The hosts that the run went on without, each with why. */
  readonly missing: Readonly<Record<string, RecordedMissing>>
  /** When the run was about to launch, in RFC 3339. */
  readonly at: string
}

/** The name of containers, and the runtime that has them: other containers of the same hosts are told from them. */
export interface RecordedContainer {
  readonly runtime: string
  readonly name: string
}

/** Why a run went on without a host. */
export interface RecordedMissing {
  readonly code: ErrorCode
  readonly reason: string
  /** Whether something that the run had made is left there, or may be. */
  readonly left: boolean
}

/** The container of a config, as records name it. */
export function recordedContainer({ container }: Pick<ClusterConfig, 'container'>): RecordedContainer | null {
  return container === null ? null : { runtime: container.runtime.name, name: container.name }
}

/** Whether a record is of the container of a config, or may be, as it does not say. */
export function isOfContainer({ container }: RunRecord, config: Pick<ClusterConfig, 'container'>): boolean {
  return container === null || isDeepStrictEqual(container, recordedContainer(config))
}

/** How a host's engine was reached, and which one it was. */
export interface RecordedEngine {
  readonly reachedBy: 'plain' | 'sudo'
  /** The engine's own id; null where it has none. */
  readonly engineId: string | null
}

/** Name of the file that holds the record of a run. */
export function recordFileName(run: string): string {
  return `${encodeURIComponent(run)}${recordEnding}`
}

/** What the names of all records end with. */
export const recordEnding = '.json'

/** The text of a record. */
export function encodeRunRecord(record: RunRecord): string {
  const { run, cluster, user, container, hosts, engines, missing, at } = record
  return `${JSON.stringify({ run, cluster, user, container, hosts, engines, missing, at })}\n`
}

/** Reads a record. Throws `SyntaxError` that says what is wrong with the text. */
export function decodeRunRecord(text: string): RunRecord {
  const { run, cluster, user, container, hosts, engines, missing, at } = parseRecord(text)
  if (typeof run !== 'string' || run === '' || /\p{Surrogate}/u.test(run)) throw new SyntaxError('it names no run')
  if (typeof cluster !== 'string' || typeof user !== 'string') throw new SyntaxError('it names no cluster and user')
  if (!Array.isArray(hosts) || !hosts.every((host) => typeof host === 'string'))
    throw new SyntaxError('it does not say on which hosts')
  if (typeof at !== 'string' || Number.isNaN(Date.parse(at))) throw new SyntaxError('it does not say when')
  const whole = { container: readContainer(container), engines: readEngines(engines), missing: readMissing(missing) }
  return { run, cluster, user, hosts, at, ...whole }
}

function readContainer(value: unknown): RecordedContainer | null {
  if (value === undefined || value === null) return null
  const { runtime, name } = isObject(value) ? value : {}
  if (typeof runtime !== 'string' || typeof name !== 'string') throw new SyntaxError('it does not say which container')
  return { runtime, name }
}

function readEngines(value: unknown): Record<string, RecordedEngine> {
  const entries = Object.entries(membersOf(value, 'engines')).map(([host, engine]) => {
    const { reachedBy, engineId } = isObject(engine) ? engine : {}
    const known = reachedBy === 'plain' || reachedBy === 'sudo'
    if (!known || (engineId !== null && typeof engineId !== 'string'))
      throw new SyntaxError(`it does not say how the engine of ${JSON.stringify(host)} was reached`)
    return [host, { reachedBy, engineId }] as const
  })
  return Object.fromEntries(entries)
}

function readMissing(value: unknown): Record<string, RecordedMissing> {
  const entries = Object.entries(membersOf(value, 'missing')).map(([host, why]) => {
    const { code, reason, left } = isObject(why) ? why : {}
    if (typeof code !== 'string' || typeof reason !== 'string' || typeof left !== 'boolean')
      throw new SyntaxError(`it does not say why ${JSON.stringify(host)} is missing`)
    // A later Berth has codes that this one does not know: the reason says it all.
    return [host, { code: isCode(code) ? code : 'BERTH_HOSTS_FAILED', reason, left }] as const
  })
  return Object.fromEntries(entries)
}

/** A map of hosts, empty where the record has none. */
function membersOf(value: unknown, key: 'engines' | 'missing'): Readonly<Record<string, unknown>> {
  if (value === undefined || value === null) return {}
  if (isObject(value)) return value
  throw new SyntaxError(`its "${key}" is no map of hosts`)
}

function isCode(value: string): value is ErrorCode {
  return Object.hasOwn(errorKinds, value)
}

function parseRecord(text: string): { readonly [Key in keyof RunRecord]?: unknown } {
  const value: unknown = JSON.parse(text)
  if (isObject(value)) return value
  throw new SyntaxError('it is not a JSON object')
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
