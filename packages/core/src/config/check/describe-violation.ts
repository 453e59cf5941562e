import type { ErrorObject } from 'ajv/dist/2020.js'
import type { JsonSchema } from '../../contract/json-schema.js'
import type { FileKeys } from '../model/file-keys.js'
import type { Finding } from '../model/findings.js'
import type { ConfigPath } from '../model/path.js'
import { dereference, schemaAt } from '../model/schema.js'
import { describeHostForm } from '../nodeset/describe-host-form.js'
import { nearest } from './did-you-mean.js'
import { describeExpectation, describeValue, typesOf } from './expectation.js'
import { describeUnknownKey } from './unknown-key.js'

/** What one of ajv's errors says, in plain words; undefined for errors that only repeat another. */
export function describeViolation(error: ErrorObject, path: ConfigPath, keys: FileKeys): Finding | undefined {
  const schema: JsonSchema = error.parentSchema ?? {}
  const { keyword, data, propertyName } = error
  if (propertyName !== undefined) {
    // A bad key: ajv says so once for the rule that it breaks, and once more for `propertyNames` as a whole.
    const message = `is not a valid key; expected ${describeExpectation(schema)}`
    const key = [...path, propertyName]
    return { path: key, at: 'key', message: withHostForm(message, propertyName, schema, key) }
  }
  switch (keyword) {
    case 'propertyNames':
      return undefined
    case 'additionalProperties': {
      const key = String(error.params.additionalProperty)
      return { path: [...path, key], at: 'key', message: describeUnknownKey(key, path, keys) }
    }
    case 'required': {
      const key = String(error.params.missingProperty)
      return { path: [...path, key], at: 'value', message: describeMissing(key, schema) }
    }
    case 'not':
      return { path, at: 'key', message: schema.errorMessage ?? 'is not allowed; remove it' }
    default: {
      const whole = schemaOf(error, path, keys) ?? schema
      const describe = whole.enum === undefined ? describeMismatch : describeChoice
      return { path, at: 'value', message: withHostForm(describe(data, whole), data, whole, path) }
    }
  }
}

/** A message about an address that is none, with what to write in its place. */
function withHostForm(message: string, data: unknown, { format }: JsonSchema, path: ConfigPath): string {
  const advice = format === 'host' && typeof data === 'string' ? describeHostForm(data, path) : undefined
  return advice === undefined ? message : `${message.replace(/, for example .*$/s, '')}: ${advice}`
}

/** For the parts of an `anyOf`, the schema as a whole: each part's own complaint would mislead. */
function schemaOf(error: ErrorObject, path: ConfigPath, { schema }: FileKeys): JsonSchema | undefined {
  return error.schemaPath.includes('/anyOf') ? schemaAt(schema, path) : undefined
}

function describeMissing(key: string, schema: JsonSchema): string {
  const reference = schema.properties?.[key]
  const wanted = reference === undefined ? {} : dereference(reference)
  const example = wanted.examples?.[0]
  const advice = example === undefined ? '' : `, for example "${key}": ${JSON.stringify(example)}`
  return `is missing; expected ${describeExpectation(wanted)}: add it${advice}`
}

function describeChoice(data: unknown, schema: JsonSchema): string {
  const meant = typeof data === 'string' ? nearest(data, schema.enum?.map(String) ?? []) : undefined
  const exact = schema.enum?.find((value) => String(value) === meant)
  const advice = exact === undefined ? '' : `; did you mean ${JSON.stringify(exact)}?`
  return `is ${describeValue(data, schema)}; expected ${describeExpectation(schema)}${advice}`
}

function describeMismatch(data: unknown, schema: JsonSchema): string {
  const advice = describeCorrection(data, schema)
  return `is ${describeValue(data, schema)}; expected ${describeExpectation(schema)}${advice}`
}

/** How to put a value right, where the value itself shows the way; else an example. */
function describeCorrection(data: unknown, schema: JsonSchema): string {
  const types = typesOf(schema)
  if (schema.writeOnly !== true) {
    const quoted = typeof data === 'number' || typeof data === 'boolean' ? String(data) : undefined
    if (types.includes('string') && quoted !== undefined && new RegExp(schema.pattern ?? '', 'u').test(quoted)) {
      return `: write it in quotes, "${quoted}"`
    }
    if (types.includes('array') && typeof data === 'string') return `: write [${JSON.stringify(data)}]`
    if (typeof data === 'string' && types.includes('boolean') && /^(?:true|false)$/.test(data)) {
      return `: write ${data} without quotes`
    }
    const mayBeInteger = [schema, ...(schema.anyOf ?? [])].some((one) => typesOf(one).includes('integer'))
    if (typeof data === 'string' && mayBeInteger && /^[0-9]+$/.test(data)) {
      return `: write ${data} without quotes`
    }
  }
  const example = schema.examples?.[0]
  return example === undefined ? '' : `, for example ${JSON.stringify(example)}`
}
