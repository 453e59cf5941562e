import type { RuntimeInput } from '../model/cluster-file.js'
import { modulePath } from '../model/module-path.js'
import type { Resolution } from './resolution.js'

const path = ['container', 'runtime', 'module']

/** The module that an adapter comes from. */
export function resolveModule(runtime: RuntimeInput | null | undefined, resolution: Resolution): string | null {
  const module = runtime?.module
  if (module == null) return null
  if (runtime?.name === undefined) {
    const advice = 'add the name by which this cluster calls the runtime that the module brings'
    resolution.findings.add(['container', 'runtime', 'name'], `is missing beside a module; ${advice}`)
  }
  if (resolution.keys.unchecked !== null) {
    const keys = resolution.keys.unchecked
    const unchecked =
      keys.length === 0
        ? 'its rules for names and images were'
        : `${keys.join(', ')} in runtime.args, and its rules, were`
    resolution.warn(
      'module_not_loaded',
      path,
      `is a program, which was not loaded to check this file: ${unchecked} not checked`,
    )
  }
  return modulePath(module, resolution.folder)
}
