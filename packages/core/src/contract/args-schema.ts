import { deepFreeze } from './deep-freeze.js'
import type { JsonSchema } from './json-schema.js'

/**
 * The keys that a runtime adds to `runtime.args` of the cluster file: a JSON Schema (draft 2020-12) that describes
 * these keys and nothing else.
 *
 * The keys are checked with the built-in ones, with the same messages, lines and suggestions. `{user-id}` is filled in,
 * and `<changeme>` found, in every text that the schema describes. Each key may be left out, and then is not in
 * `ContainerSpec.own`. The values stand in a label of the container, for all to read: they are no place for secrets.
 */
export interface ArgsSchema {
  /**
   * Each key with the schema of its value. A name begins with a letter, has letters, digits, `_` and `-`, and is not
   * that of a built-in key. The schemas have the keywords of {@link JsonSchema} but `$schema`, `$id`, `$ref`, `$defs`,
   * `patternProperties` and `writeOnly`.
   */
  readonly properties: Readonly<Record<string, JsonSchema>>
}

/**
 * A runtime's own keys, frozen all through: Berth makes the check of a schema once.
 *
 * @example
 * const argsSchema = defineArgsSchema({
 *   properties: {
 *     partition: { description: 'The partition to run in.', type: 'string', minLength: 1, examples: ['gpu'] },
 *   },
 * })
 */
export function defineArgsSchema(schema: ArgsSchema): ArgsSchema {
  return deepFreeze(schema)
}
