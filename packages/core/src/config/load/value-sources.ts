import type { JsonSchema } from '../../contract/json-schema.js'
import { type ConfigPath, jsonPointer } from '../model/path.js'
import { dereference, namesKeys, partFor, propertySchema } from '../model/schema.js'
import type { ValueSource } from '../model/value-source.js'
import type { Merged } from '../parse/sources.js'

/**
 * Where each value that Berth reads was written: texts, numbers, `true`, `false`, `null`, and maps and lists without
 * members.
 *
 * @param value What the files say together; of keys that the schema does not know, nothing is said.
 */
export function valueSources(
  value: unknown,
  schema: JsonSchema,
  merged: Pick<Merged, 'sourceOf'>,
): ReadonlyMap<string, ValueSource> {
  const sources = new Map<string, ValueSource>()
  const visit = (item: unknown, reference: JsonSchema | undefined, path: ConfigPath): void => {
    const members = typeof item === 'object' && item !== null ? Object.entries(item) : []
    if (members.length === 0) {
      sources.set(jsonPointer(path), sourceAt(path, merged))
      return
    }
    const around = reference && partFor(item, dereference(reference))
    for (const [key, inner] of members) {
      if (Array.isArray(item)) visit(inner, around?.items, [...path, Number(key)])
      else if (around === undefined || !namesKeys(around)) visit(inner, undefined, [...path, key])
      else {
        const known = propertySchema(around, key)
        if (known !== undefined) visit(inner, known, [...path, key])
      }
    }
  }
  visit(value, schema, [])
  return sources
}

function sourceAt(path: ConfigPath, merged: Pick<Merged, 'sourceOf'>): ValueSource {
  const { file = null, document } = merged.sourceOf(path)
  const { line = null, column = null } = document?.nodePositions.locate(path, 'value') ?? {}
  return { file, line, column }
}
