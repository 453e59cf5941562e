import {
  argsPath,
  type FileKeys,
  type KnownRuntimes,
  keysWith,
  keysWithoutModule,
  ownArgs,
} from '../model/file-keys.js'
import { valueAt } from '../model/path.js'
import { assertArgsSchemas } from './assert-args-schemas.js'
import { compileArgsSchema } from './compile-args-schema.js'
import { namedModule, namedRuntime } from './named-runtime.js'

/**
 * The keys that a file may have by the runtime that it names. Throws a `TypeError` where a runtime's schema cannot be
 * used: every later check goes by that schema. Whether the schema is valid JSON Schema is only checked where the file
 * has one of the schema's keys. Of a runtime whose module was not loaded, every key passes.
 */
export function keysOfFile(file: unknown, user: string, runtimes: KnownRuntimes): FileKeys {
  assertArgsSchemas(runtimes)
  const runtime = namedRuntime(file, user)
  if (runtime !== null && !Object.hasOwn(runtimes, runtime) && namedModule(file, user) !== null) {
    return keysWithoutModule(runtime, valueAt(file, argsPath))
  }
  const keys = keysWith(runtime, runtimes)
  if (keys.own !== null && Object.keys(ownArgs(valueAt(file, argsPath), keys)).length > 0) {
    compileArgsSchema(keys.own.argsSchema, keys.own.runtime)
  }
  return keys
}
