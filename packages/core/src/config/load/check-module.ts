import { namedModule } from '../check/named-runtime.js'
import { valueAt } from '../model/path.js'
import type { Resolution } from '../resolve/resolution.js'

const path = ['container', 'runtime']

/** Checks what stands around the module of a runtime, and warns of what only the module itself could check. */
export function checkModule(file: unknown, resolution: Resolution): void {
  const { keys, findings, environment } = resolution
  if (namedModule(file, environment.user) === null) return
  if (valueAt(file, [...path, 'name']) === undefined) {
    const advice = 'add the name by which this cluster calls the runtime that the module brings'
    findings.add([...path, 'name'], `is missing beside a module; ${advice}`)
  }
  if (keys.unchecked === null) return
  const unchecked =
    keys.unchecked.length === 0
      ? 'its rules for names and images were'
      : `${keys.unchecked.join(', ')} in runtime.args, and its rules, were`
  const message = `is a program, which was not loaded to check this file: ${unchecked} not checked`
  resolution.warn('module_not_loaded', [...path, 'module'], message)
}
