import type { ErrorObject } from 'ajv/dist/2020.js'
import { argsPath, type FileKeys, isOwnKey, ownArgs } from '../model/file-keys.js'
import type { Findings } from '../model/findings.js'
import { type ConfigPath, formatPath, valueAt } from '../model/path.js'
import { checkClusterFile } from './check-cluster-file.generated.js'
import { compileArgsSchema } from './compile-args-schema.js'
import { describeViolation } from './describe-violation.js'

/**
 * Checks a value against the built-in schema, and its values for the runtime's own keys against the runtime's schema.
 */
export function validate(value: unknown, keys: FileKeys, findings: Findings): void {
  const violations = [...builtInViolations(value, keys), ...ownViolations(value, keys)]
  for (const { error, path } of violations) {
    const finding = describeViolation(error, path, keys)
    if (finding !== undefined) findings.add(finding.path, finding.message, finding.at)
  }
}

interface Violation {
  readonly error: ErrorObject
  readonly path: ConfigPath
}

function builtInViolations(value: unknown, keys: FileKeys): Violation[] {
  if (checkClusterFile(value)) return []
  return (checkClusterFile.errors ?? [])
    .map((error) => ({ error, path: pathOf(error, value) }))
    .filter(({ error, path }) => !isOfOwnKey(error, path, keys))
}

/** Whether an error says only that the built-in schema does not have a key that the runtime adds. */
function isOfOwnKey({ keyword, params }: ErrorObject, path: ConfigPath, keys: FileKeys): boolean {
  const isUnknownArgument = keyword === 'additionalProperties' && formatPath(path) === formatPath(argsPath)
  return isUnknownArgument && isOwnKey(String(params.additionalProperty), keys)
}

function ownViolations(value: unknown, keys: FileKeys): Violation[] {
  const own = ownArgs(valueAt(value, argsPath), keys)
  if (keys.own === null || Object.keys(own).length === 0) return []
  const check = compileArgsSchema(keys.own.argsSchema, keys.own.runtime)
  if (check(own)) return []
  return (check.errors ?? []).map((error) => ({ error, path: [...argsPath, ...pathOf(error, own)] }))
}

/** ajv's JSON pointer as keys and, where it goes through lists, positions. */
function pathOf({ instancePath }: ErrorObject, root: unknown): ConfigPath {
  const steps = instancePath.split('/').slice(1)
  let value = root
  return steps.map((step) => {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~')
    const isList = Array.isArray(value)
    value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
    return isList ? Number(key) : key
  })
}
