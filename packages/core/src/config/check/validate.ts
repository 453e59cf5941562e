import type { ErrorObject } from 'ajv/dist/2020.js'
import type { Findings } from '../model/findings.js'
import type { ConfigPath } from '../model/path.js'
import { checkClusterFile } from './check-cluster-file.generated.js'
import { describeViolation } from './describe-violation.js'

/** Holds a value against the schema. */
export function validate(value: unknown, findings: Findings): void {
  if (checkClusterFile(value)) return
  for (const error of checkClusterFile.errors ?? []) {
    const finding = describeViolation(error, pathOf(error, value))
    if (finding !== undefined) findings.add(finding.path, finding.message, finding.at)
  }
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
