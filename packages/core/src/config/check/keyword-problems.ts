import type { JsonSchema, JsonSchemaType } from '../../contract/json-schema.js'
import { isObject } from '../model/is-object.js'

/**
 * The keywords of a runtime's schemas: all keywords that Berth has words for, and that need no other part of a schema.
 */
type Keyword = Exclude<keyof JsonSchema, '$schema' | '$id' | '$ref' | '$defs' | 'writeOnly' | 'patternProperties'>

/** The problems of a keyword's value, each with the path of what is wrong. */
type Check = (value: unknown, path: string) => string[]

const types: readonly string[] = Object.keys({
  string: true,
  number: true,
  integer: true,
  boolean: true,
  object: true,
  array: true,
  null: true,
} satisfies Record<JsonSchemaType, true>)

const text = form('a text', (value) => typeof value === 'string')
const flag = form('true or false', (value) => typeof value === 'boolean')
const bound = form('a finite number', Number.isFinite)
const count = form('a whole number from 0', (value) => Number.isInteger(value) && Number(value) >= 0)
const anything: Check = () => []

const checks: ReadonlyMap<string, Check> = new Map(
  Object.entries({
    title: text,
    description: text,
    examples: form('a list', Array.isArray),
    default: anything,
    deprecated: flag,
    type: form(`one of ${types.join(', ')}, or a list of them, each once`, isType),
    enum: form('a list that is not empty', (value) => Array.isArray(value) && value.length > 0),
    const: anything,
    anyOf: schemaList,
    not: keywordProblems,
    errorMessage: text,
    format: text,
    pattern: form('a regular expression that is valid with the flag u', isPattern),
    patternErrorMessage: text,
    minLength: count,
    minimum: bound,
    maximum: bound,
    minItems: count,
    minProperties: count,
    required: form('a list of texts, each once', (value) => isSet(value, (item) => typeof item === 'string')),
    properties: schemasByName,
    propertyNames: keywordProblems,
    additionalProperties: (value, path) => (typeof value === 'boolean' ? [] : keywordProblems(value, path)),
    items: keywordProblems,
  } satisfies Record<Keyword, Check>),
)

/**
 * Problems of a schema and of the schemas within it, as far as they show without ajv: keywords that are not taken, and
 * values that a keyword cannot have. A keyword that is undefined is left out.
 */
export function keywordProblems(schema: unknown, path: string): string[] {
  if (!isObject(schema)) return [`${path}: it is no object`]
  return Object.entries(schema).flatMap(([keyword, value]) => {
    const check = checks.get(keyword)
    if (check === undefined) return [`${path}.${keyword}: this keyword is not taken`]
    return value === undefined ? [] : check(value, `${path}.${keyword}`)
  })
}

function form(expected: string, holds: (value: unknown) => boolean): Check {
  return (value, path) => (holds(value) ? [] : [`${path}: expected ${expected}`])
}

function schemaList(value: unknown, path: string): string[] {
  if (!Array.isArray(value) || value.length === 0) return [`${path}: expected a list of schemas that is not empty`]
  return value.flatMap((part: unknown, index) => keywordProblems(part, `${path}.${index}`))
}

function schemasByName(value: unknown, path: string): string[] {
  if (!isObject(value)) return [`${path}: expected an object with a schema for each name`]
  return Object.entries(value).flatMap(([name, part]) => keywordProblems(part, `${path}.${name}`))
}

function isType(value: unknown): boolean {
  const isKnown = (item: unknown): boolean => typeof item === 'string' && types.includes(item)
  return isKnown(value) || (isSet(value, isKnown) && value.length > 0)
}

function isPattern(value: unknown): boolean {
  if (typeof value !== 'string') return false
  try {
    new RegExp(value, 'u')
    return true
  } catch {
    return false
  }
}

function isSet(value: unknown, holds: (item: unknown) => boolean): value is readonly unknown[] {
  return Array.isArray(value) && value.every(holds) && new Set(value).size === value.length
}
