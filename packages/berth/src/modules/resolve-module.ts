import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { BerthError } from '@berth/core'
import { installPackage } from './module-remedies.js'
import { packageOf, type RuntimeModule } from './runtime-module.js'

/**
 * The URL of the file that a module begins with, found as Node finds what an ES module of that folder imports. Rejects
 * with `BERTH_RUNTIME_UNKNOWN` where there is none.
 */
export async function resolveModule({ runtime, module, folder, at }: RuntimeModule): Promise<string> {
  const { resolve } = await import('import-meta-resolve')
  const name = packageOf(module)
  try {
    return resolve(name === null ? pathToFileURL(module).href : module, pathToFileURL(join(folder, 'berth')).href)
  } catch (cause) {
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ERR_MODULE_NOT_FOUND'
    const why = cause instanceof Error ? cause.message : String(cause)
    const reason =
      name === null
        ? `is ${module}, and there is no such file`
        : isMissing
          ? `is the package ${name}, which is not installed in ${folder}`
          : `is ${module}, which cannot be found: ${why}`
    throw new BerthError({
      code: 'BERTH_RUNTIME_UNKNOWN',
      operation: `load the runtime ${runtime}`,
      message: at(reason),
      cause,
      ...(name !== null &&
        isMissing && {
          remedy: ['Install it, if you trust who made it: it runs as you.', installPackage({ folder, package: name })],
        }),
    })
  }
}
