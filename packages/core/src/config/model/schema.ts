import clusterFile from './cluster-file.schema.json' with { type: 'json' }

/** A type that a JSON Schema can ask for. */
export type JsonSchemaType = 'string' | 'number' | 'integer' | 'boolean' | 'object' | 'array' | 'null'

/** The part of JSON Schema (draft 2020-12, and the `*ErrorMessage` annotations of editors) that the cluster file uses. */
export interface JsonSchema {
  readonly $schema?: string
  readonly $id?: string
  readonly $ref?: string
  readonly $defs?: Readonly<Record<string, JsonSchema>>
  readonly title?: string
  readonly description?: string
  readonly examples?: readonly unknown[]
  readonly default?: unknown
  readonly deprecated?: boolean
  readonly writeOnly?: boolean
  readonly type?: JsonSchemaType | readonly JsonSchemaType[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly JsonSchema[]
  readonly not?: JsonSchema
  readonly errorMessage?: string
  /** `host`: an IP address or host name. An annotation; `pattern` is what checks it. */
  readonly format?: string
  readonly pattern?: string
  readonly patternErrorMessage?: string
  readonly minLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly minProperties?: number
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly patternProperties?: Readonly<Record<string, JsonSchema>>
  readonly propertyNames?: JsonSchema
  readonly additionalProperties?: JsonSchema | boolean
  readonly items?: JsonSchema
}

/**
 * The JSON Schema of the cluster file: the only source of its keys. Also published as a file, for editors:
 * `@berth/core/cluster-file.schema.json`.
 */
export const clusterFileSchema: JsonSchema = clusterFile as JsonSchema

/** The schema with its `$ref` into `$defs` followed; what stands beside the reference wins. */
export function dereference(schema: JsonSchema, root: JsonSchema = clusterFileSchema): JsonSchema {
  if (schema.$ref === undefined) return schema
  const { $ref, ...beside } = schema
  const target = root.$defs?.[$ref.replace('#/$defs/', '')]
  if (target === undefined) throw new TypeError(`The schema refers to ${$ref}, which it does not define`)
  return { ...dereference(target, root), ...beside }
}

/** What the schema says about one key of an object, or undefined where it says nothing. */
export function propertySchema(schema: JsonSchema, key: string): JsonSchema | undefined {
  if (schema.properties !== undefined && Object.hasOwn(schema.properties, key)) return schema.properties[key]
  if (Object.keys(schema.patternProperties ?? {}).some((pattern) => new RegExp(pattern).test(key))) return undefined
  return typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined
}
