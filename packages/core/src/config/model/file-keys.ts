import type { ArgsSchema } from '../../contract/args-schema.js'
import type { ContainerRuntime, RuntimeRules } from '../../contract/container-runtime.js'
import type { JsonSchema } from '../../contract/json-schema.js'
import { isObject } from './is-object.js'
import type { ConfigPath } from './path.js'
import { clusterFileSchema, propertySchema, schemaAt } from './schema.js'

/** The runtimes that a cluster file may name, as far as the check of the file needs them. */
export type KnownRuntimes = Readonly<Record<string, Pick<ContainerRuntime, 'argsSchema' | 'rules'>>>

/** The keys that a cluster file may have: the built-in ones, and those that its runtime adds to `runtime.args`. */
export interface FileKeys {
  /** The schema of all keys: the built-in schema, with the runtime's own keys among the built-in ones. */
  readonly schema: JsonSchema
  /** The keys that the runtime adds; null where the file names no runtime that adds keys. */
  readonly own: { readonly runtime: string; readonly argsSchema: ArgsSchema } | null
  /** What the runtime that the file names takes; nothing is refused where the given runtimes lack it. */
  readonly rules: RuntimeRules
  /** The runtime that the file names, where the given runtimes lack it, so that its keys are not known; else null. */
  readonly missingRuntime: string | null
  /**
   * The keys of `runtime.args` that pass without a check, since they may be those of a runtime whose module was not
   * loaded. Null: the file names no module, or its runtime is there.
   */
  readonly unchecked: readonly string[] | null
}

/** Where the arguments of the runtime stand in a cluster file. */
export const argsPath: ConfigPath = ['container', 'runtime', 'args']

/** The keys of a file that names this runtime; null for a file that names none. */
export function keysWith(runtime: string | null, runtimes: KnownRuntimes): FileKeys {
  if (runtime === null) return builtInKeys
  const known = Object.hasOwn(runtimes, runtime) ? runtimes[runtime] : undefined
  if (known === undefined) return { ...builtInKeys, missingRuntime: runtime }
  const { argsSchema, rules = {} } = known
  return argsSchema === undefined ? { ...builtInKeys, rules } : { ...keysOf(runtime, argsSchema), rules }
}

/** The keys of a file whose runtime comes from a module that was not loaded: whatever it has in `runtime.args`. */
export function keysWithoutModule(runtime: string, args: unknown): FileKeys {
  const builtIn = schemaAt(clusterFileSchema, argsPath) ?? {}
  const given = isObject(args) ? Object.keys(args) : []
  const unchecked = given.filter((key) => !key.startsWith('_') && propertySchema(builtIn, key) === undefined)
  const properties = Object.fromEntries(unchecked.map((key) => [key, {}]))
  return { ...keysOf(runtime, { properties }), unchecked }
}

const builtInKeys: FileKeys = {
  schema: clusterFileSchema,
  own: null,
  rules: {},
  missingRuntime: null,
  unchecked: null,
}

function keysOf(runtime: string, argsSchema: ArgsSchema): FileKeys {
  const schema = withProperties(clusterFileSchema, argsPath, argsSchema.properties)
  return { ...builtInKeys, schema, own: { runtime, argsSchema } }
}

/** Whether a key of `runtime.args` is one that the runtime adds. */
export function isOwnKey(key: string, { own }: FileKeys): boolean {
  return own !== null && Object.hasOwn(own.argsSchema.properties, key)
}

/** The values that `runtime.args` has for the keys that the runtime adds. */
export function ownArgs(args: unknown, keys: FileKeys): Readonly<Record<string, unknown>> {
  if (typeof args !== 'object' || args === null) return {}
  return Object.fromEntries(Object.entries(args).filter(([key]) => isOwnKey(key, keys)))
}

/** A copy of a schema with more properties in the object at a path. */
function withProperties(schema: JsonSchema, path: ConfigPath, added: ArgsSchema['properties']): JsonSchema {
  const [key, ...rest] = path
  const { properties = {} } = schema
  if (key === undefined) return { ...schema, properties: { ...properties, ...added } }
  return { ...schema, properties: { ...properties, [key]: withProperties(properties[key] ?? {}, rest, added) } }
}
