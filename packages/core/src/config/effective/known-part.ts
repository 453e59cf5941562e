import type { JsonSchema } from '../../contract/json-schema.js'
import type { ConfigPath } from '../model/path.js'
import { dereference, namesKeys, partFor, propertySchema } from '../model/schema.js'

/** The part of a cluster file that Berth reads. */
export interface KnownPart {
  readonly value: Readonly<Record<string, unknown>>
  /** The keys of secrets, which are not in the value. */
  readonly secrets: readonly ConfigPath[]
}

/** A copy of what a file says without comments, keys that the schema does not know, and secrets. */
export function knownPart(file: unknown, schema: JsonSchema): KnownPart {
  const secrets: ConfigPath[] = []
  const copy = (value: unknown, reference: JsonSchema | undefined, path: ConfigPath): unknown => {
    if (typeof value !== 'object' || value === null) return value
    const around = reference && partFor(value, dereference(reference))
    if (Array.isArray(value)) return value.map((item, index) => copy(item, around?.items, [...path, index]))
    const entries = Object.entries(value).flatMap(([key, item]): [string, unknown][] => {
      const here = [...path, key]
      if (around === undefined || !namesKeys(around)) return [[key, copy(item, undefined, here)]]
      const known = propertySchema(around, key)
      if (known === undefined || key.startsWith('$')) return []
      if (dereference(known).writeOnly !== true) return [[key, copy(item, known, here)]]
      if (item !== null && item !== '') secrets.push(here)
      return []
    })
    return Object.fromEntries(entries)
  }
  const value = copy(file, schema, [])
  return { value: typeof value === 'object' && value !== null ? { ...value } : {}, secrets }
}
