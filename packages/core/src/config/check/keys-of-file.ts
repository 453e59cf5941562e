import { argsPath, type FileKeys, type KnownRuntimes, keysWith, ownArgs } from '../model/file-keys.js'
import { valueAt } from '../model/path.js'
import { assertArgsSchemas } from './assert-args-schemas.js'
import { compileArgsSchema } from './compile-args-schema.js'
import { namedRuntime } from './named-runtime.js'

/**
 * The keys that a file may have by the runtime that it names. Throws a `TypeError` where a runtime's schema cannot be
 * used: every later check goes by that schema. Whether the schema is valid JSON Schema is only checked where the file
 * has one of the schema's keys.
 */
export function keysOfFile(file: unknown, user: string, runtimes: KnownRuntimes): FileKeys {
  assertArgsSchemas(runtimes)
  const keys = keysWith(namedRuntime(file, user), runtimes)
  if (keys.own !== null && Object.keys(ownArgs(valueAt(file, argsPath), keys)).length > 0) {
    compileArgsSchema(keys.own.argsSchema, keys.own.runtime)
  }
  return keys
}
