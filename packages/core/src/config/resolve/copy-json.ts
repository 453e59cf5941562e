import type { Findings } from '../model/findings.js'
import type { ConfigPath } from '../model/path.js'

/**
 * A copy that shares nothing with the value. A value that JSON cannot express, as a config made in code may have one,
 * is a finding.
 */
export function copyJson(value: unknown, path: ConfigPath, findings: Findings): unknown {
  try {
    return JSON.parse(JSON.stringify(value, finite))
  } catch {
    findings.add(path, 'cannot be written as JSON; give it texts, numbers, true, false, null, lists and objects only')
    return null
  }
}

/** JSON writes null in the place of a number that it has no digits for. */
function finite(_key: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError('JSON has no such number')
  return value
}
