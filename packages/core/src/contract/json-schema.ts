/** A type that a JSON Schema can ask for. */
export type JsonSchemaType = 'string' | 'number' | 'integer' | 'boolean' | 'object' | 'array' | 'null'

/**
 * The part of JSON Schema (draft 2020-12, and the `*ErrorMessage` annotations of editors) that Berth has words for: the
 * schema of the cluster file, and the schemas of the keys that runtimes add to the file.
 */
export interface JsonSchema {
  readonly $schema?: string
  readonly $id?: string
  readonly $ref?: string
  readonly $defs?: Readonly<Record<string, JsonSchema>>
  readonly title?: string
  /** The sentences of the reference. */
  readonly description?: string
  /** Values that pass; the first of them is shown where a value does not. */
  readonly examples?: readonly unknown[]
  /** An annotation: nothing is filled in. */
  readonly default?: unknown
  readonly deprecated?: boolean
  /** A secret: no message shows the value. */
  readonly writeOnly?: boolean
  readonly type?: JsonSchemaType | readonly JsonSchemaType[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly JsonSchema[]
  readonly not?: JsonSchema
  /** What to say where `not` forbids the value. */
  readonly errorMessage?: string
  /**
   * An annotation, which checks nothing. `host`: an IP address or host name. `any-case`: a word of `enum` in any case.
   * `literal`: a text in which braces are meant. `local-path`: a path on this machine.
   */
  readonly format?: string
  /** A regular expression, with the flag `u`. */
  readonly pattern?: string
  /** What `pattern` asks for, as words after "expected". */
  readonly patternErrorMessage?: string
  readonly minLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly minProperties?: number
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly patternProperties?: Readonly<Record<string, JsonSchema>>
  readonly propertyNames?: JsonSchema
  readonly additionalProperties?: JsonSchema | boolean
  readonly items?: JsonSchema
}
