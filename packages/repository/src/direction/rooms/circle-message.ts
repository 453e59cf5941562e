import type { ImportGraph } from './import-graph.js'

/**
 * A circle by one import for each of its steps, as paths in a folder. Its members are files, or folders with a slash at
 * their end.
 */
export function circleMessage(circle: readonly string[], folder: string, graph: ImportGraph): string {
  const steps = circle.map((member, index) => {
    const [file, imported] = importBetween(member, circle[(index + 1) % circle.length] ?? member, graph)
    return `${file.slice(folder.length + 1)} imports ${imported.slice(folder.length + 1)}`
  })
  return steps.join(', ')
}

function importBetween(from: string, to: string, graph: ImportGraph): readonly [file: string, imported: string] {
  const isIn = (file: string, member: string): boolean =>
    file === member || (member.endsWith('/') && file.startsWith(member))
  for (const [file, imports] of graph) {
    const imported = isIn(file, from) ? [...imports].find((one) => isIn(one, to)) : undefined
    if (imported !== undefined) return [file, imported]
  }
  throw new TypeError(`Nothing in ${from} imports anything in ${to}`)
}
