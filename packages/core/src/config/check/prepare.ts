import type { JsonSchema } from '../../contract/json-schema.js'
import type { Findings } from '../model/findings.js'
import type { ConfigPath } from '../model/path.js'
import { dereference, partFor, propertySchema } from '../model/schema.js'
import { Secret } from '../model/secret.js'
import { findPlaceholder, placeholderMessage, substituteUser } from './placeholders.js'

/**
 * Copies the parts of a value that the schema knows, with `{user-id}` filled in and each placeholder reported.
 * Everything else keeps its place, unread and uncopied: other people's sections, comments, and values that validation
 * will refuse.
 */
export function prepare(value: unknown, schema: JsonSchema, user: string, findings: Findings): unknown {
  return copy(value, schema, [], { user, findings })
}

interface Preparation {
  readonly user: string
  readonly findings: Findings
}

function copy(value: unknown, reference: JsonSchema, path: ConfigPath, preparation: Preparation): unknown {
  const schema = partFor(value, dereference(reference))
  if (value instanceof Secret) return value.reveal()
  if (typeof value === 'string') return copyText(value, schema, path, preparation)
  if (Array.isArray(value)) {
    const { items } = schema
    if (items === undefined) return value
    return Array.from(value, (item: unknown, index) => copy(item, items, [...path, index], preparation))
  }
  return typeof value === 'object' && value !== null ? copyObject(value, schema, path, preparation) : value
}

function copyText(text: string, schema: JsonSchema, path: ConfigPath, { user, findings }: Preparation): string {
  const filled = substituteUser(text, user)
  const placeholder = findPlaceholder(filled, isAddress(schema))
  if (placeholder !== undefined) findings.add(path, placeholderMessage(placeholder))
  return filled
}

function copyObject(value: object, schema: JsonSchema, path: ConfigPath, preparation: Preparation): unknown {
  const keys = schema.propertyNames && dereference(schema.propertyNames)
  const entries: [string, unknown][] = []
  for (const [key, item] of Object.entries(value)) {
    // In code `{ name: undefined }` means the same as no name.
    if (item === undefined) continue
    const known = propertySchema(schema, key)
    const placeholder = known && keys && findPlaceholder(key, isAddress(keys))
    if (placeholder !== undefined) preparation.findings.add([...path, key], placeholderMessage(placeholder), 'key')
    entries.push([key, known === undefined ? item : copy(item, known, [...path, key], preparation)])
  }
  return Object.fromEntries(entries)
}

function isAddress(schema: JsonSchema): boolean {
  return schema.format === 'host'
}
