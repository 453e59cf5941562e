import { valueAt } from '../model/path.js'
import { isMap } from './merge-values.js'

/** Keys of `runtime.args` that say the same, of which a file has one. */
const spellings: readonly string[] = ['shm_size', 'shm-size']

/** A `container` without the key that the one over it spells otherwise, whose word counts. */
export function withoutOtherSpelling(container: unknown, over: unknown): unknown {
  const said = valueAt(over, ['runtime', 'args'])
  const args = valueAt(container, ['runtime', 'args'])
  if (!isMap(container) || !isMap(container.runtime) || !isMap(args) || !isMap(said)) return container
  if (!spellings.some((key) => said[key] !== undefined)) return container
  const left = Object.entries(args).filter(([key]) => !spellings.includes(key))
  return { ...container, runtime: { ...container.runtime, args: Object.fromEntries(left) } }
}
