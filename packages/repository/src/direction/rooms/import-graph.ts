import { posix } from 'node:path'
import type { SourceImport } from '../source-package.js'

/** The files that each file of a package imports, by paths in the package: `src/index.ts`. */
export type ImportGraph = ReadonlyMap<string, ReadonlySet<string>>

/** The imports of a package within itself, imports of types only among them. What other packages offer is left out. */
export function importGraph(imports: readonly SourceImport[]): ImportGraph {
  const graph = new Map<string, Set<string>>()
  for (const { file, specifier } of imports) {
    if (!specifier.startsWith('.')) continue
    const imported = posix.join(posix.dirname(file), specifier).replace(/\.js$/, '.ts')
    graph.set(file, (graph.get(file) ?? new Set()).add(imported))
  }
  return graph
}
