#!/usr/bin/env node
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { workspaceFolder } from '../workspace.js'

/** An entry of a package's exports that has types. */
interface Entry {
  readonly types: string
  readonly default: string
}

/**
 * Puts the hundreds of files that core is built of into a few, one for each entry and some that these share: a `berth`
 * spends the most of its start in reading files. What the entries are, and where the types of each lie beside its
 * source, is read from core's `exports`. What is not core's own stays outside.
 */
async function bundleCore(): Promise<void> {
  const folder = join(workspaceFolder, 'packages/core')
  const { exports, dependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly exports: Readonly<Record<string, string | Entry>>
    readonly dependencies: Readonly<Record<string, string>>
  }
  const entries = Object.values(exports).flatMap((entry) =>
    typeof entry === 'string' ? [] : [[nameOf(entry.default), join(folder, sourceOf(entry.types))] as const],
  )
  const names = Object.keys(dependencies)
  const bundle = await rolldown({
    input: Object.fromEntries(entries),
    platform: 'node',
    external: (id) => id.startsWith('node:') || names.some((name) => id === name || id.startsWith(`${name}/`)),
  })
  const into = join(folder, bundleFolder)
  rmSync(into, { recursive: true, force: true })
  await bundle.write({ dir: into, format: 'esm', entryFileNames: '[name].js', chunkFileNames: '[name].js' })
  await bundle.close()
}

const bundleFolder = 'dist/bundle'

function nameOf(path: string): string {
  const [, name] = /^\.\/dist\/bundle\/([\w-]+)\.js$/.exec(path) ?? []
  if (name === undefined) throw new Error(`core exports ${path}, which is not in ${bundleFolder}`)
  return name
}

const sourceOf = (types: string): string => types.replace(/\.d\.ts$/, '.js')

await bundleCore()
