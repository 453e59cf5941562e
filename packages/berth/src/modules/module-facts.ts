import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readClusterFile } from '@berth/core'
import { resolveModule } from './resolve-module.js'
import { packageOf } from './runtime-module.js'

/** What is known of the module that a cluster file names for its runtime, without running it. */
export interface ModuleFacts {
  /** The name of the runtime in the cluster file. */
  readonly runtime: string
  /** A package, or the absolute path of a file. */
  readonly module: string
  /** The package that the module is of, as it is installed; null where none is found, and for a file. */
  readonly installed: { readonly version: string; readonly folder: string } | null
}

/** The module that a cluster file names; null where it names none, or cannot be read. */
export async function moduleFacts(file: string): Promise<ModuleFacts | null> {
  try {
    const { runtime, module, folder } = readClusterFile(file)
    if (runtime === null || module === null) return null
    // Whatever package is around a file has a version of its own: it is the user's, say.
    if (packageOf(module) === null) return { runtime, module, installed: null }
    const url = await resolveModule({ runtime, module, folder, at: (message) => message }).catch(() => null)
    return { runtime, module, installed: url === null ? null : packageAround(dirname(fileURLToPath(url))) }
  } catch {
    return null
  }
}

/** The nearest package that has a version, from a folder upwards. */
function packageAround(folder: string): ModuleFacts['installed'] {
  const manifest = join(folder, 'package.json')
  if (existsSync(manifest)) {
    const { version }: { version?: unknown } = JSON.parse(readFileSync(manifest, 'utf8'))
    if (typeof version === 'string') return { version, folder }
  }
  return dirname(folder) === folder ? null : packageAround(dirname(folder))
}
