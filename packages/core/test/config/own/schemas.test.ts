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
  ['one that is not built yet', { properties: { registry: {} } }, 'properties.registry: runtime.args has a key of'],
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

it('tells all that is wrong with a schema at once', () => {
  expect(() => resolveWith({ properties: { env: {}, a: { $ref: '' }, b: { allOf: [] } } })).toThrow(
    /properties\.env: .*\n {2}properties\.a\.\$ref: .*\n {2}properties\.b\.allOf: /,
  )
})

it.each<[string, unknown]>([
  ['a type that there is not', { type: 'strnig' }],
  ['a pattern that is none', { type: 'string', pattern: '(' }],
  ['a bound that is no number', { type: 'integer', minimum: 'x' }],
  ['a bound without its type', { minimum: 1 }],
  ['a key that must be there and is not described', { type: 'object', required: ['x'] }],
  ['properties that are none', { type: 'object', properties: 3 }],
  ['parts that are none', { anyOf: 3 }],
  ['a part with a type that is none', { anyOf: [{ type: 7 }] }],
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
