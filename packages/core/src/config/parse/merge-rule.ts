import { valueAt } from '../model/path.js'
import { isMap } from './merge-values.js'

/**
 * How a suite's `container` comes over the cluster file's: `merge`, key by key; `replace`, as a whole. Other keys of a
 * suite always replace the cluster file's.
 */
export type SuiteMerge = 'merge' | 'replace'

/** The keys of the top level whose maps are merged. */
const mergedKeys: ReadonlySet<string> = new Set(['container'])

/** Whether the suite's value of a top-level key is merged with the cluster file's. */
export function isMerged(key: string, mode: SuiteMerge): boolean {
  return mode === 'merge' && mergedKeys.has(key)
}

/** What two files say of merging: the suite's word counts before the cluster file's. */
export function suiteMerge(cluster: unknown, suite: unknown): SuiteMerge {
  const said = [suite, cluster].map((file) => (isMap(file) ? valueAt(file, ['suite_merge']) : undefined))
  return said.find((word) => word !== undefined) === 'replace' ? 'replace' : 'merge'
}
