import type { JsonSchema } from '../../contract/json-schema.js'
import { argsPath, type KnownRuntimes } from '../model/file-keys.js'
import { isObject } from '../model/is-object.js'
import { clusterFileSchema } from '../model/schema.js'
import { keywordProblems } from './keyword-problems.js'

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
