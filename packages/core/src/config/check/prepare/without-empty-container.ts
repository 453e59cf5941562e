import { isObject } from '../../model/is-object.js'
import { valueAt } from '../../model/path.js'

/**
 * The file with null in the place of a container block that says nothing but comments, unless the file asks for
 * containers: where commands run on the hosts, such a block is none.
 */
export function withoutEmptyContainer(file: unknown): unknown {
  const container = valueAt(file, ['container'])
  if (typeof file !== 'object' || file === null) return file
  if (!isObject(container)) return file
  const isEmpty = Object.keys(container).every((key) => key.startsWith('_'))
  const orchestrator = valueAt(file, ['orchestrator'])
  const isWanted = typeof orchestrator === 'string' && orchestrator.toLowerCase() === 'container'
  return isEmpty && !isWanted ? { ...file, container: null } : file
}
