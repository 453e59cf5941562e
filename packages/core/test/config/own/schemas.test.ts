import { expect, it } from 'vitest'
import type { JsonSchema } from '../../../src/contract/index.js'
import { defineArgsSchema } from '../../../src/contract/index.js'
import { machine, resolve, withContainer } from '../resolve.js'
import { argsSchema, withArgs } from './a-runtime.js'

/** Resolves a file that names the runtime `mine`, which brings this schema, and gives these arguments. */
const resolveWith = (schema: unknown, args: Readonly<Record<string, unknown>> = {}) => {
  const runtimes = { other: {}, mine: { argsSchema: schema } } as { mine: { argsSchema: typeof argsSchema } }
  return resolve(withArgs(args), { ...machine(), runtimes })
}

it.each<[string, unknown, string]>([
  ['no object', 7, 'it is no object with properties'],
  ['no properties', { type: 'object' }, 'it is no object with properties'],
  ['a list', { properties: [] }, 'it is no object with properties'],
  ['a requirement', { properties: {}, required: ['a'] }, 'required is not taken: it has properties only'],
  ['a built-in key', { properties: { volumes: {} } }, 'properties.volumes: runtime.args has a key of that name'],
  ['a built-in block', { properties: { registry: {} } }, 'properties.registry: runtime.args has a key of'],
  ['a comment', { properties: { _x: {} } }, 'properties._x: a name begins with a letter'],
  ['a prototype', { properties: { ['__proto__']: {} } }, 'properties.__proto__: a name begins with a letter'],
  ['no schema', { properties: { a: true } }, 'properties.a: it is no object'],
  ['a reference', { properties: { a: { $ref: '#/$defs/b' } } }, 'properties.a.$ref: this keyword is not taken'],
  ['a secret', { properties: { a: { type: 'string', writeOnly: true } } }, 'properties.a.writeOnly: this keyword'],
  ['no words for it', { properties: { a: { items: { oneOf: [] } } } }, 'properties.a.items.oneOf: this keyword'],
  ['the same in parts', { properties: { a: { anyOf: [{ if: {} }] } } }, 'properties.a.anyOf.0.if: this keyword'],
])('a schema with %s is refused, whether the file has its keys or not', (_name, schema, problem) => {
  expect(() => resolveWith(schema)).toThrow(TypeError)
  expect(() => resolveWith(schema)).toThrow(
    expect.objectContaining({
      message: expect.stringContaining(`The argsSchema of the runtime mine cannot be used:\n  ${problem}`),
    }),
  )
})

const types = 'one of string, number, integer, boolean, object, array, null, or a list of them, each once'

it.each<[unknown, string]>([
  [{ type: 'strnig' }, `type: expected ${types}`],
  [{ type: [] }, `type: expected ${types}`],
  [{ type: ['string', 'string'] }, `type: expected ${types}`],
  [{ type: ['string', ['null']] }, `type: expected ${types}`],
  [{ anyOf: [{}, { type: 7 }] }, `anyOf.1.type: expected ${types}`],
  [{ type: 'string', pattern: '(' }, 'pattern: expected a regular expression that is valid with the flag u'],
  [{ type: 'string', pattern: '\\-' }, 'pattern: expected a regular expression that is valid with the flag u'],
  [{ type: 'string', pattern: /a/ }, 'pattern: expected a regular expression that is valid with the flag u'],
  [{ type: 'number', minimum: '1' }, 'minimum: expected a finite number'],
  [{ type: 'number', maximum: Number.POSITIVE_INFINITY }, 'maximum: expected a finite number'],
  [{ type: 'string', minLength: -1 }, 'minLength: expected a whole number from 0'],
  [{ type: 'array', minItems: 0.5 }, 'minItems: expected a whole number from 0'],
  [{ type: 'object', minProperties: '1' }, 'minProperties: expected a whole number from 0'],
  [{ enum: [] }, 'enum: expected a list that is not empty'],
  [{ enum: 'a' }, 'enum: expected a list that is not empty'],
  [{ title: null }, 'title: expected a text'],
  [{ description: ['a'] }, 'description: expected a text'],
  [{ errorMessage: 5 }, 'errorMessage: expected a text'],
  [{ patternErrorMessage: {} }, 'patternErrorMessage: expected a text'],
  [{ format: 5 }, 'format: expected a text'],
  [{ examples: 'gpu' }, 'examples: expected a list'],
  [{ deprecated: 'yes' }, 'deprecated: expected true or false'],
  [{ type: 'array', items: 5 }, 'items: it is no object'],
  [{ not: true }, 'not: it is no object'],
  [{ type: 'object', propertyNames: null }, 'propertyNames: it is no object'],
  [{ type: 'object', additionalProperties: 'no' }, 'additionalProperties: it is no object'],
  [
    { type: 'object', additionalProperties: { enum: [] } },
    'additionalProperties.enum: expected a list that is not empty',
  ],
  [{ type: 'object', properties: 3 }, 'properties: expected an object with a schema for each name'],
  [{ type: 'object', properties: { b: { items: 5 } } }, 'properties.b.items: it is no object'],
  [{ type: 'object', required: 'b' }, 'required: expected a list of texts, each once'],
  [{ type: 'object', required: ['b', 'b'] }, 'required: expected a list of texts, each once'],
  [{ anyOf: 3 }, 'anyOf: expected a list of schemas that is not empty'],
  [{ anyOf: [] }, 'anyOf: expected a list of schemas that is not empty'],
])(
  'a keyword with a value that it cannot have is refused, and told once, before a file has the key: %j',
  (a, problem) => {
    expect(() => resolveWith({ properties: { a } })).toThrow(
      new TypeError(`The argsSchema of the runtime mine cannot be used:\n  properties.a.${problem}`),
    )
  },
)

it('every keyword is taken with a value that it can have, and undefined is none', () => {
  const part: JsonSchema = { type: ['string', 'null'] }
  const properties: Readonly<Record<string, JsonSchema>> = {
    words: { title: '', description: '', examples: [], default: {}, deprecated: true },
    text: {
      type: 'string',
      format: 'host',
      minLength: 0,
      pattern: '^\\p{L}$',
      patternErrorMessage: '',
      errorMessage: '',
    },
    number: { type: 'number', minimum: -0.5, maximum: 1 },
    list: { type: 'array', items: part, minItems: 1 },
    object: { type: 'object', minProperties: 1, required: [], properties: { a: part }, propertyNames: {} },
    open: { type: 'object', additionalProperties: part },
    closed: { type: 'object', additionalProperties: false },
    other: { anyOf: [part, { enum: [1] }, { const: null }, { not: {} }] },
  }
  expect(() => resolveWith({ properties }, { text: 'a' })).not.toThrow()
  expect(() => resolveWith({ properties: { a: { type: 'string', minLength: undefined } } }, { a: '' })).not.toThrow()
})

it('tells all that is wrong with a schema at once', () => {
  expect(() => resolveWith({ properties: { env: {}, a: { $ref: '' }, b: { allOf: [] } } })).toThrow(
    /properties\.env: .*\n {2}properties\.a\.\$ref: .*\n {2}properties\.b\.allOf: /,
  )
})

it.each<[string, unknown]>([
  ['a bound without its type', { minimum: 1 }],
  ['a key that must be there and is not described', { type: 'object', required: ['x'] }],
])('a schema with %s is refused once the file has a key of it', (_name, schema) => {
  const bad = { properties: { a: schema } }
  expect(() => resolveWith(bad, { a: [] })).toThrow(TypeError)
  expect(() => resolveWith(bad, { a: 1 })).toThrow('The argsSchema of the runtime mine is no valid schema: ')
  expect(() => resolveWith(bad)).not.toThrow()
})

it('is frozen all through', () => {
  const schema = defineArgsSchema({ properties: { a: { enum: ['x'] } } })
  const parts: readonly (JsonSchema | readonly unknown[] | undefined)[] = [
    schema.properties.a,
    schema.properties.a?.enum,
  ]
  expect([schema, schema.properties, ...parts].every((part) => Object.isFrozen(part))).toBe(true)
})

it('serves one file after another, and none of another runtime', () => {
  for (const partition of ['a', 'b']) {
    expect(resolveWith(argsSchema, { partition }).container?.runtime.args.own).toEqual({ partition })
  }
  expect(() => resolveWith(argsSchema, { partition: '' })).toThrow('container/runtime/args/partition: is empty')
  expect(resolve(withContainer(), { ...machine(), runtimes: { mine: { argsSchema } } }).container?.runtime.name).toBe(
    'docker',
  )
})
