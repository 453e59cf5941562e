import { type ConfigPath, formatPath } from '../model/path.js'
import { clusterFileSchema, dereference, type JsonSchema } from '../model/schema.js'
import { nearest } from './did-you-mean.js'

/** What people write by other tools' habit, and what stands for it here. */
const foreignKeys = new Map([
  ['shm_size', 'with ipc "host" the container has the host\'s own /dev/shm: remove it'],
  ['environment', 'did you mean "env"?'],
  ['mounts', 'did you mean "volumes"?'],
  ['gpus', 'GPUs come with the default set: see "defaults", and list others in "devices"'],
  ['pull', 'an image is pulled where it is not present: remove it'],
  ['replace', 'it is an option of a call, never of a file: remove it'],
  ['repair', 'it is an option of a call, never of a file: remove it'],
  ['keep_failed', 'it is an option of a call, never of a file: remove it'],
])

/** What to say of a key that an object of the cluster file does not have. */
export function describeUnknownKey(key: string, around: ConfigPath): string {
  const objects = keysByObject()
  const here = objects.get(formatPath(around)) ?? []
  const unknown = `is not a key of ${formatPath(around)}`
  const home = [...objects].find(([path, keys]) => /^(?:$|container)/.test(path) && keys.includes(key))?.[0]
  if (home !== undefined)
    return `${unknown}; it belongs ${home === '' ? 'at the top level' : `in ${home}`}: move it there`
  const foreign = foreignKeys.get(key)
  if (foreign !== undefined) return `${unknown}; ${foreign}`
  const meant = nearest(key, here)
  if (meant !== undefined) return `${unknown}; did you mean "${meant}"?`
  return `${unknown}; remove it, or use one of ${here.join(', ')}`
}

/** The keys to suggest, by the path of the object that has them. */
function keysByObject(): Map<string, readonly string[]> {
  const objects = new Map<string, readonly string[]>()
  const visit = (reference: JsonSchema, path: ConfigPath): void => {
    const schema = dereference(reference)
    const properties = Object.entries(schema.properties ?? {})
    const usable = properties.filter(([, property]) => property.not === undefined)
    if (usable.length > 0)
      objects.set(
        formatPath(path),
        usable.map(([key]) => key),
      )
    for (const [key, property] of properties) visit(property, [...path, key])
  }
  visit(clusterFileSchema, [])
  return objects
}
