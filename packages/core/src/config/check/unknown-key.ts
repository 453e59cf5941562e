import type { JsonSchema } from '../../contract/json-schema.js'
import { argsPath, type FileKeys } from '../model/file-keys.js'
import { type ConfigPath, formatPath } from '../model/path.js'
import { dereference, schemaAt } from '../model/schema.js'
import { nearest } from './did-you-mean.js'

/**
 * Keys that people write by the habit of other tools, each with advice on what to write here. None of them is a key of
 * the cluster file at another place: for such a key the message tells that place.
 */
export const foreignKeys: ReadonlyMap<string, string> = new Map([
  ['environment', 'did you mean "env"?'],
  ['mounts', 'did you mean "volumes"?'],
  ['replace', 'it is an option of a call, never of a file: remove it'],
  ['repair', 'it is an option of a call, never of a file: remove it'],
  ['keep_failed', 'it is an option of a call, never of a file: remove it'],
])

/** The message for a key that an object of the cluster file does not have. */
export function describeUnknownKey(key: string, around: ConfigPath, keys: FileKeys): string {
  const here = usableKeys(schemaAt(keys.schema, around) ?? {})
  const unknown = `is not a key of ${formatPath(around)}`
  const home = homeOf(key, keys.schema)
  if (home !== undefined)
    return `${unknown}; it belongs ${home === '' ? 'at the top level' : `in ${home}`}: move it there`
  const foreign = foreignKeys.get(key)
  if (foreign !== undefined) return `${unknown}; ${foreign}`
  const meant = nearest(key, here)
  if (meant !== undefined) return `${unknown}; did you mean "${meant}"?`
  const others = here.length === 0 ? '' : `, or use one of ${here.join(', ')}`
  return `${unknown}; remove it${others}${adviseRuntime(around, keys)}`
}

/** The object of the file that has a key, if it is the top level or in the container. */
function homeOf(key: string, root: JsonSchema): string | undefined {
  const homes = [...keysByObject(root)].filter(([path]) => /^(?:$|container)/.test(path))
  return homes.find(([, keys]) => keys.includes(key))?.[0]
}

/** The keys to suggest, by the path of the object that has them. */
function keysByObject(root: JsonSchema): Map<string, readonly string[]> {
  const objects = new Map<string, readonly string[]>()
  const visit = (reference: JsonSchema, path: ConfigPath): void => {
    const schema = dereference(reference)
    objects.set(formatPath(path), usableKeys(schema))
    for (const [key, property] of Object.entries(schema.properties ?? {})) visit(property, [...path, key])
  }
  visit(root, [])
  return objects
}

function usableKeys({ properties = {} }: JsonSchema): readonly string[] {
  return Object.keys(properties).filter((key) => properties[key]?.not === undefined)
}

/** Advice where the unknown key may belong to a runtime that is not among those given. */
function adviseRuntime(around: ConfigPath, { missingRuntime }: FileKeys): string {
  if (missingRuntime === null || formatPath(around) !== formatPath(argsPath)) return ''
  return `; if it is the runtime's own, pass an adapter named ${missingRuntime} in runtimes`
}
