import type { ConfigProblem } from '../model/config-error.js'
import type { Finding } from '../model/findings.js'
import { isObject } from '../model/is-object.js'
import { type ConfigPath, formatPath } from '../model/path.js'
import { clusterFileSchema } from '../model/schema.js'
import type { ParsedDocument } from './document.js'
import { isMerged, type SuiteMerge, suiteMerge } from './merge-rule.js'
import { givenKeys, isMap, mergeValues } from './merge-values.js'
import { withoutOtherSpelling } from './spellings.js'

/** An object to resolve, and the file that the object came from. */
export interface Source {
  readonly value: unknown
  /** The file, as the caller names it. Absent: the object was made in code. */
  readonly file?: string
  readonly document?: ParsedDocument
}

/** The cluster file with the suite over it. */
export interface Merged {
  readonly value: unknown
  /** The source that the value at a path is of; for a map that both add keys to, the cluster file. */
  sourceOf(path: ConfigPath): Source
  /** The number at a path as the file writes it, where its value would print otherwise (`1.10`); else undefined. */
  numberText(path: ConfigPath): string | undefined
  /** Turns a finding into a problem, which says in which file, and where in it, the finding is. */
  locate(finding: Finding): ConfigProblem
}

/**
 * Lays the keys of the suite that Berth reads over the cluster file's: `container` is merged key by key, unless
 * `suite_merge` says otherwise, and others replace. Neither source is changed.
 */
export function mergeSources(cluster: Source, suite: Source | undefined): Merged {
  const overlay = suite === undefined ? undefined : new Overlay(cluster, suite)
  const sourceOf = (path: ConfigPath): Source => overlay?.sourceOf(path) ?? cluster
  return {
    value: overlay === undefined ? cluster.value : overlay.value,
    sourceOf,
    numberText: (path) => sourceOf(path).document?.nodePositions.get(path)?.numberText,
    locate: ({ path, at, message }) => {
      const { file, document } = sourceOf(path)
      const position = document?.nodePositions.locate(path, at)
      return { ...(file === undefined ? {} : { file }), ...position, path: formatPath(path), message }
    },
  }
}

/** A suite over a cluster file. */
class Overlay {
  readonly value: unknown
  readonly #cluster: Source
  readonly #suite: Source
  readonly #mode: SuiteMerge
  readonly #keys: readonly string[]

  constructor(cluster: Source, suite: Source) {
    this.#cluster = cluster
    this.#suite = suite
    this.#mode = suiteMerge(cluster.value, suite.value)
    this.#keys = knownKeys(suite.value)
    this.value = this.#merge()
  }

  /** Follows the path for as long as both files have a map there that is merged. */
  sourceOf([key, ...rest]: ConfigPath): Source {
    if (key === undefined || !this.#keys.includes(String(key))) return this.#cluster
    let below = member(this.#cluster.value, key)
    let over = member(this.#suite.value, key)
    if (!isMerged(String(key), this.#mode)) return this.#suite
    for (const step of rest) {
      if (!isMap(below) || !isMap(over)) return this.#suite
      if (member(over, step) === undefined) return this.#cluster
      below = member(below, step)
      over = member(over, step)
    }
    return isMap(below) && isMap(over) ? this.#cluster : this.#suite
  }

  #merge(): unknown {
    const { value: below } = this.#cluster
    const { value: over } = this.#suite
    if (!isObject(below)) return below
    const entries = this.#keys.map((key): [string, unknown] => {
      const value = member(over, key)
      return [
        key,
        isMerged(key, this.#mode) ? mergeValues(withoutOtherSpelling(member(below, key), value), value) : value,
      ]
    })
    return { ...below, ...Object.fromEntries(entries) }
  }
}

/** The keys of a suite that Berth reads; its own sections are left alone. */
function knownKeys(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  const given = givenKeys(value)
  return Object.keys(clusterFileSchema.properties ?? {}).filter((key) => given.includes(key))
}

function member(value: unknown, key: string | number): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined
}
