import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

/**
 * Packages that a module of ours and those beneath it load at once: not for their types only, and not by `import()`.
 */
function loadedBy(module: URL, seen: Set<string> = new Set()): string[] {
  if (seen.has(module.href)) return []
  seen.add(module.href)
  const statements = readFileSync(module, 'utf8').matchAll(/^(?:import|export) (?!type )[^;'"]*?from '([^']+)'/gm)
  return [...statements].flatMap(([, specifier = '']) =>
    specifier.startsWith('.')
      ? loadedBy(new URL(specifier.replace(/\.js$/, '.ts'), module), seen)
      : light.has(specifier)
        ? loadedBy(light.get(specifier) ?? core, seen)
        : [specifier],
  )
}

/** Entries of core that load next to nothing. */
const light: ReadonlyMap<string, URL> = new Map([
  ['@berth/core/printable', new URL('../../../core/src/errors/texts/printable.ts', import.meta.url)],
  ['@berth/core/self', new URL('../../../core/src/contract/self/index.ts', import.meta.url)],
])
const core = new URL('../../../core/src/index.ts', import.meta.url)
const cli = new URL('../../src/cli/', import.meta.url)

it('answers help and wrong use with nothing loaded but the parser of command lines', () => {
  const packages = new Set(loadedBy(new URL('main.ts', cli)).filter((name) => !name.startsWith('node:')))
  expect(packages).toEqual(new Set(['commander']))
})

it('loads ajv no sooner than a cluster file has keys that a runtime brings', () => {
  expect(loadedBy(core)).toContain('yaml')
  expect(loadedBy(core).filter((name) => name.startsWith('ajv'))).toEqual([])
})

it('loads SSH and the runtimes no sooner than a cluster needs them', () => {
  const packages = loadedBy(new URL('../wire-cluster.ts', cli))
  expect(packages).toContain('@berth/core')
  expect(packages.filter((name) => /runtime-|ssh/.test(name))).toEqual([])
})
