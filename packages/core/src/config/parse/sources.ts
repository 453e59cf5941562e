import type { ConfigProblem } from '../model/config-error.js'
import type { Finding } from '../model/findings.js'
import { type ConfigPath, formatPath } from '../model/path.js'
import { clusterFileSchema } from '../model/schema.js'
import type { ParsedDocument } from './document.js'

/** An object to resolve, and the file that the object came from. */
export interface Source {
  readonly value: unknown
  /** The file, as the caller names it. Absent: the object was made in code. */
  readonly file?: string
  readonly document?: ParsedDocument
}

/** The cluster file with the suite's top-level keys over it. */
export interface Merged {
  readonly value: unknown
  /** The number at a path as the file writes it, where its value would print otherwise (`1.10`); else undefined. */
  numberText(path: ConfigPath): string | undefined
  /** Turns a finding into a problem, which says in which file, and where in it, the finding is. */
  locate(finding: Finding): ConfigProblem
}

/**
 * Puts the suite's value of each key that Berth reads in the place of the cluster file's. Neither source is changed.
 */
export function mergeSources(cluster: Source, suite: Source | undefined): Merged {
  const overridden = suite === undefined ? [] : knownKeys(suite.value)
  const sourceOf = ([key]: ConfigPath): Source =>
    suite !== undefined && overridden.includes(String(key)) ? suite : cluster
  return {
    value: suite === undefined ? cluster.value : overlay(cluster.value, suite.value, overridden),
    numberText: (path) => sourceOf(path).document?.nodePositions.get(path)?.numberText,
    locate: ({ path, at, message }) => {
      const { file, document } = sourceOf(path)
      const position = document?.nodePositions.locate(path, at)
      return { ...(file === undefined ? {} : { file }), ...position, path: formatPath(path), message }
    },
  }
}

function knownKeys(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.keys(clusterFileSchema.properties ?? {}).filter(
    (key) => Object.hasOwn(value, key) && Reflect.get(value, key) !== undefined,
  )
}

function overlay(cluster: unknown, suite: unknown, keys: readonly string[]): unknown {
  if (typeof cluster !== 'object' || cluster === null || Array.isArray(cluster)) return cluster
  if (typeof suite !== 'object' || suite === null) return cluster
  return { ...cluster, ...Object.fromEntries(keys.map((key) => [key, Reflect.get(suite, key)])) }
}
