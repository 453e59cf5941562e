import type { JsonSchema } from 'berth-cluster'

/**
 * The JSON Schema of exactly the values of a type. Shapes are put together by functions whose types ask for the shape
 * of each member, so that a schema that has other members than its type, or other values, does not compile.
 */
export interface Shape<Value> {
  readonly schema: JsonSchema
  /** Never set: makes shapes of different types different types. */
  readonly of?: (value: Value) => Value
}

/** The shape of a member that may be absent. */
export interface OptionalShape<Value> extends Shape<Value> {
  readonly optional: true
}

/** The shapes of an object's members. */
export type MemberShapes<Value> = {
  readonly [Key in keyof Value]-?: undefined extends Value[Key]
    ? OptionalShape<Exclude<Value[Key], undefined>>
    : Shape<Value[Key]>
}

export const text: Shape<string> = { schema: { type: 'string' } }
export const integer: Shape<number> = { schema: { type: 'integer' } }
export const number: Shape<number> = { schema: { type: 'number' } }
export const truth: Shape<boolean> = { schema: { type: 'boolean' } }

/** A shape with what it means. */
export function about<Value>(description: string, shape: Shape<Value>): Shape<Value> {
  return { schema: { description, ...shape.schema } }
}

/** A member that may be absent. */
export function optional<Value>(shape: Shape<Value>): OptionalShape<Value> {
  return { schema: shape.schema, optional: true }
}

/** One value. */
export function exactly<const Value extends string | number | boolean>(value: Value): Shape<Value> {
  return { schema: { const: value } }
}

/** Words of a union, all of them. */
export function words<Word extends string>(all: Readonly<Record<Word, unknown>>): Shape<Word> {
  return { schema: { enum: Object.keys(all) } }
}

/** Numbers of a union, all of them. */
export function numbers<Value extends number>(all: Readonly<Record<Value, unknown>>): Shape<Value> {
  return { schema: { enum: Object.keys(all).map(Number) } }
}

export function nullable<Value>({ schema }: Shape<Value>): Shape<Value | null> {
  const { description, ...rest } = schema
  const whole: JsonSchema =
    typeof rest.type === 'string' && rest.enum === undefined
      ? { ...rest, type: [rest.type, 'null'] }
      : { anyOf: [rest, { type: 'null' }] }
  return { schema: { ...(description !== undefined && { description }), ...whole } }
}

export function list<Value>({ schema }: Shape<Value>): Shape<readonly Value[]> {
  return { schema: { type: 'array', items: schema } }
}

/** An object that has a member for each of some names. */
export function byName<Value>({ schema }: Shape<Value>): Shape<Readonly<Record<string, Value>>> {
  return { schema: { type: 'object', additionalProperties: schema } }
}

/** One of several. */
export function oneOf<Values extends readonly unknown[]>(
  ...shapes: { readonly [Index in keyof Values]: Shape<Values[Index]> }
): Shape<Values[number]> {
  return { schema: { anyOf: (shapes as readonly Shape<unknown>[]).map(({ schema }) => schema) } }
}

/** An object. Members that are added later do not break who reads it, and so the schema lets them pass. */
export function object<Value>(members: MemberShapes<Value>): Shape<Value> {
  return { schema: objectSchema(members) }
}

/** The schema of an object of several groups of members. */
export function objectSchema(...groups: readonly object[]): JsonSchema {
  const members = groups.flatMap((group) => Object.entries(group)) as [string, Shape<unknown>][]
  return {
    type: 'object',
    required: members.filter(([, shape]) => !('optional' in shape)).map(([name]) => name),
    properties: Object.fromEntries(members.map(([name, { schema }]) => [name, schema])),
  }
}

/** What stands under a name in the `$defs` of the schema. */
export function defined<Value>(name: string): Shape<Value> {
  return { schema: { $ref: `#/$defs/${name}` } }
}
