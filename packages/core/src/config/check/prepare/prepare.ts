import type { JsonSchema } from '../../../contract/json-schema.js'
import { argsPath } from '../../model/file-keys.js'
import type { Findings } from '../../model/findings.js'
import { type ConfigPath, formatPath } from '../../model/path.js'
import { clusterFileSchema, dereference, partFor, propertySchema, schemaAt } from '../../model/schema.js'
import { Secret } from '../../model/secret.js'
import { oddCharacter } from '../odd-character.js'
import { type Braces, findPlaceholder, placeholderMessage, substituteUser } from './placeholders.js'
import { userOfFile } from './user-of-file.js'
import { withoutEmptyContainer } from './without-empty-container.js'

/**
 * Copies the parts of a value that the schema knows, with `{user-id}` filled in and each placeholder reported.
 * Everything else keeps its place, unread and uncopied: other people's sections, comments, and values that validation
 * will refuse. Paths on this machine keep their `{user-id}`, since which user is meant there depends on the files.
 */
export function prepare(value: unknown, schema: JsonSchema, runner: string, findings: Findings): unknown {
  const file = withoutEmptyContainer(value)
  return copy(file, schema, [], { user: userOfFile(file, runner), runner, findings })
}

interface Preparation {
  /** Whom `{user-id}` stands for. */
  readonly user: string
  /** The user who runs Berth. */
  readonly runner: string
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

function copyText(text: string, schema: JsonSchema, path: ConfigPath, preparation: Preparation): string {
  const { user, runner, findings } = preparation
  const filled = substituteUser(text, formatPath(path) === 'username' ? runner : user)
  const odd = oddCharacter(filled)
  if (odd !== undefined) findings.add(path, `has ${odd}, which no program can be given; take it out`)
  const placeholder = findPlaceholder(filled, bracesIn(schema, path))
  if (placeholder !== undefined) findings.add(path, placeholderMessage(placeholder))
  if (schema.format === 'local-path') return text
  return schema.format === 'any-case' ? asInEnum(filled, schema) : filled
}

function copyObject(value: object, schema: JsonSchema, path: ConfigPath, preparation: Preparation): unknown {
  const keys = schema.propertyNames && dereference(schema.propertyNames)
  const entries: [string, unknown][] = []
  for (const [key, item] of Object.entries(value)) {
    // In code `{ name: undefined }` means the same as no name.
    if (item === undefined) continue
    const known = propertySchema(schema, key)
    const placeholder = known && keys && findPlaceholder(key, bracesIn(keys, path))
    if (placeholder !== undefined) preparation.findings.add([...path, key], placeholderMessage(placeholder), 'key')
    entries.push([key, known === undefined ? item : copy(item, known, [...path, key], preparation)])
  }
  return Object.fromEntries(entries)
}

/** What braces may mean in a value. What they mean to a runtime, in keys of its own, Berth does not know. */
function bracesIn({ format }: JsonSchema, path: ConfigPath): Braces {
  if (format === 'host') return 'address'
  const isOwnKey =
    argsPath.every((step, index) => path[index] === step) && schemaAt(clusterFileSchema, path) === undefined
  return format === 'literal' || isOwnKey ? 'literal' : 'text'
}

function asInEnum(text: string, { enum: words = [] }: JsonSchema): string {
  const word = words.find((candidate) => typeof candidate === 'string' && candidate === text.toLowerCase())
  return typeof word === 'string' ? word : text
}
