import type { JsonSchema } from '../../contract/json-schema.js'
import { argsPath, type KnownRuntimes } from '../model/file-keys.js'
import { clusterFileSchema } from '../model/schema.js'

/**
 * The keywords of a runtime's schemas: all keywords that Berth has words for, and that need no other part of a schema.
 */
const keywords = {
  title: true,
  description: true,
  examples: true,
  default: true,
  deprecated: true,
  type: true,
  enum: true,
  const: true,
  anyOf: true,
  not: true,
  errorMessage: true,
  format: true,
  pattern: true,
  patternErrorMessage: true,
  minLength: true,
  minimum: true,
  maximum: true,
  minItems: true,
  minProperties: true,
  required: true,
  properties: true,
  propertyNames: true,
  additionalProperties: true,
  items: true,
} satisfies Record<
  Exclude<keyof JsonSchema, '$schema' | '$id' | '$ref' | '$defs' | 'writeOnly' | 'patternProperties'>,
  true
>

/**
 * Throws a `TypeError` that names the runtime and every problem of the keys that the runtime adds, as far as problems
 * show without ajv.
 */
export function assertArgsSchemas(runtimes: KnownRuntimes): void {
  for (const [name, { argsSchema }] of Object.entries(runtimes)) {
    const problems = argsSchema === undefined ? [] : schemaProblems(argsSchema)
    if (problems.length > 0) {
      throw new TypeError(`The argsSchema of the runtime ${name} cannot be used:\n  ${problems.join('\n  ')}`)
    }
  }
}

function schemaProblems(schema: unknown): string[] {
  if (!isObject(schema) || !isObject(schema.properties)) return ['it is no object with properties']
  const others = Object.keys(schema).filter((key) => key !== 'properties')
  return [
    ...others.map((key) => `${key} is not taken: it has properties only, each of which may be left out`),
    ...Object.entries(schema.properties).flatMap(([key, property]) => [
      ...nameProblems(key),
      ...keywordProblems(property, `properties.${key}`),
    ]),
  ]
}

function nameProblems(key: string): string[] {
  if (builtInKeys().includes(key)) return [`properties.${key}: runtime.args has a key of that name; give it another`]
  if (/^[A-Za-z][A-Za-z0-9_-]*$/.test(key)) return []
  return [`properties.${key}: a name begins with a letter and has letters, digits, "_" and "-"`]
}

function builtInKeys(): readonly string[] {
  const args = argsPath.reduce<JsonSchema>((schema, key) => schema.properties?.[key] ?? {}, clusterFileSchema)
  return Object.keys(args.properties ?? {})
}

/** Problems of a schema and of the schemas within it: keywords that are not taken, and schemas that are no objects. */
function keywordProblems(schema: unknown, path: string): string[] {
  if (!isObject(schema)) return [`${path}: it is no object`]
  const foreign = Object.keys(schema).filter((keyword) => !Object.hasOwn(keywords, keyword))
  const { properties, anyOf, items, not, propertyNames, additionalProperties } = schema
  const parts = [
    ...partsOf(properties).map(([key, part]) => [`properties.${key}`, part] as const),
    ...partsOf(anyOf).map(([index, part]) => [`anyOf.${index}`, part] as const),
    ...Object.entries({ items, not, propertyNames, additionalProperties }).filter(([, part]) => isObject(part)),
  ]
  return [
    ...foreign.map((keyword) => `${path}.${keyword}: this keyword is not taken`),
    ...parts.flatMap(([key, part]) => keywordProblems(part, `${path}.${key}`)),
  ]
}

/** The schemas that a keyword holds, by key or position. A keyword that holds no object is reported by ajv. */
function partsOf(parts: unknown): [string, unknown][] {
  return typeof parts === 'object' && parts !== null ? Object.entries(parts) : []
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
