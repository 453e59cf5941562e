import type { JsonSchema, JsonSchemaType } from '../../contract/json-schema.js'
import { dereference } from '../model/schema.js'

/** What a schema asks for, in words: `a list of texts`, `"auto", true or false`, `a whole number from 1 to 65535`. */
export function describeExpectation(reference: JsonSchema): string {
  const schema = dereference(reference)
  if (schema.anyOf !== undefined) return joinOr(schema.anyOf.map(describeExpectation))
  if (schema.enum !== undefined) {
    const one = schema.enum.length > 1 && schema.enum.every((value) => typeof value === 'string') ? 'one of ' : ''
    return one + joinOr(schema.enum.map((value) => JSON.stringify(value)))
  }
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  const types = typesOf(schema).filter((type, _, all) => type !== 'null' || all.length === 1)
  // A pattern's words say more than the types that it narrows.
  if (schema.patternErrorMessage !== undefined) return schema.patternErrorMessage
  if (types.length === 0 && schema.pattern !== undefined) return describeType('string', schema)
  return joinOr(types.map((type) => describeType(type, schema)))
}

/** The types a schema allows; none when it does not say. */
export function typesOf({ type }: JsonSchema): readonly JsonSchemaType[] {
  return typeof type === 'string' ? [type] : (type ?? [])
}

/** `a, b or c`. */
function joinOr(words: readonly string[]): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`
}

function describeType(wanted: JsonSchemaType, schema: JsonSchema): string {
  switch (wanted) {
    case 'string':
      if (schema.pattern !== undefined) return `a text that matches ${schema.pattern}`
      return schema.minLength === undefined ? 'a text' : 'a text that is not empty'
    case 'number':
      return 'a number'
    case 'integer':
      return `a whole number${describeRange(schema)}`
    case 'boolean':
      return 'true or false'
    case 'object':
      if (schema.minProperties !== undefined) return 'an object that is not empty'
      return typeof schema.additionalProperties === 'object' ? 'a map of names and values' : 'an object'
    case 'array':
      return describeList(schema)
    case 'null':
      return 'null'
    default: {
      wanted satisfies never
      return ''
    }
  }
}

function describeRange({ minimum, maximum }: JsonSchema): string {
  if (minimum === undefined) return maximum === undefined ? '' : ` of at most ${maximum}`
  return maximum === undefined ? ` of at least ${minimum}` : ` from ${minimum} to ${maximum}`
}

function describeList({ items, minItems }: JsonSchema): string {
  const [type] = items === undefined ? [] : typesOf(dereference(items))
  const content = type === 'string' ? ' of texts' : type === 'object' ? ' of objects' : ''
  return `a list${content}${minItems === undefined ? '' : ' that is not empty'}`
}

/** What a value is, in words. Never the value itself where the schema calls it secret. */
export function describeValue(value: unknown, schema: JsonSchema): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (schema.writeOnly === true)
    return `${typeof value === 'object' ? 'an' : 'a'} ${typeof value}, whose value is not shown`
  switch (typeof value) {
    case 'string':
      return value === '' ? 'empty' : JSON.stringify(value.length > 80 ? `${value.slice(0, 77)}...` : value)
    case 'object':
      return Object.keys(value).length === 0 ? 'an empty object' : 'an object'
    case 'number':
      return `the number ${value}`
    case 'boolean':
      return String(value)
    default:
      return `a ${typeof value}`
  }
}
