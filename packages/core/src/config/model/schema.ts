import type { JsonSchema } from '../../contract/json-schema.js'
import clusterFile from './cluster-file.schema.json' with { type: 'json' }
import type { ConfigPath } from './path.js'

/**
 * The JSON Schema of the cluster file: the only source of its keys. Also published as a file, for editors:
 * `@berth/core/cluster-file.schema.json`.
 */
export const clusterFileSchema: JsonSchema = clusterFile as JsonSchema

/** The schema with its `$ref` into `$defs` followed; keywords beside the reference win. */
export function dereference(schema: JsonSchema, root: JsonSchema = clusterFileSchema): JsonSchema {
  if (schema.$ref === undefined) return schema
  const { $ref, ...beside } = schema
  const target = root.$defs?.[$ref.replace('#/$defs/', '')]
  if (target === undefined) throw new TypeError(`The schema refers to ${$ref}, which it does not define`)
  return { ...dereference(target, root), ...beside }
}

/** The part of an `anyOf` that describes values of the value's type; else the schema itself. */
export function partFor(value: unknown, schema: JsonSchema): JsonSchema {
  const wanted = Array.isArray(value) ? 'array' : typeof value === 'string' ? 'string' : 'object'
  return (
    schema.anyOf?.map((part) => dereference(part)).find(({ type = [] }) => [type].flat().includes(wanted)) ?? schema
  )
}

/** Whether a schema says which keys an object has; of an object of any keys, all are read. */
export function namesKeys({ properties, patternProperties, additionalProperties }: JsonSchema): boolean {
  return properties !== undefined || patternProperties !== undefined || additionalProperties !== undefined
}

/** The part of the schema about one key of an object, or undefined where there is no such part. */
export function propertySchema(schema: JsonSchema, key: string): JsonSchema | undefined {
  if (schema.properties !== undefined && Object.hasOwn(schema.properties, key)) return schema.properties[key]
  if (Object.keys(schema.patternProperties ?? {}).some((pattern) => new RegExp(pattern, 'u').test(key)))
    return undefined
  return typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined
}

/** The part of the schema about the value at a path, or undefined where there is no such part. */
export function schemaAt(root: JsonSchema, path: ConfigPath): JsonSchema | undefined {
  return path.reduce<JsonSchema | undefined>((around, key) => {
    const schema = around && (typeof key === 'number' ? around.items : propertySchema(around, key))
    return schema && dereference(schema)
  }, dereference(root))
}
