import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { BerthError, type Remedy } from '@berth/core'
import { isThere } from '../this-machine/is-there.js'
import { installPackage } from './module-remedies.js'
import { packageOf, type RuntimeModule } from './runtime-module.js'

/**
 * The URL of the file that a module begins with, found as Node finds what an ES module of that folder imports. Rejects
 * with `BERTH_RUNTIME_UNKNOWN` where there is none.
 */
export async function resolveModule(wanted: RuntimeModule): Promise<string> {
  const { module, folder } = wanted
  const name = packageOf(module)
  if (name === null) {
    if (existsSync(module)) return pathToFileURL(module).href
    throw notFound(wanted, `is ${module}, and there is no such file`)
  }
  try {
    const { resolve } = await import('import-meta-resolve')
    return resolve(module, pathToFileURL(join(folder, 'berth')).href)
  } catch (cause) {
    // Node says the same of an installed package that lacks a file: whatever npm installs could take its place.
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ERR_MODULE_NOT_FOUND'
    if (missing && !isInstalled(name, folder)) {
      const remedy = [
        'Install it, if you trust who made it: it runs as you.',
        installPackage({ folder, package: name }),
      ]
      throw notFound(wanted, `is the package ${name}, which is not installed in ${folder}`, { cause, remedy })
    }
    const why = cause instanceof Error ? cause.message : String(cause)
    throw notFound(wanted, `is ${module}, which cannot be found: ${why}`, { cause })
  }
}

/** Whether the folder, or one above it, has anything by the name of the package, be it a link that leads nowhere. */
function isInstalled(name: string, folder: string): boolean {
  if (isThere(join(folder, 'node_modules', name))) return true
  return dirname(folder) !== folder && isInstalled(name, dirname(folder))
}

function notFound(
  { runtime, at }: RuntimeModule,
  reason: string,
  more: { readonly cause?: unknown; readonly remedy?: Remedy } = {},
): BerthError {
  return new BerthError({
    code: 'BERTH_RUNTIME_UNKNOWN',
    operation: `load the runtime ${runtime}`,
    message: at(reason),
    ...more,
  })
}
