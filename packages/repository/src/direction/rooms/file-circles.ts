import { posix } from 'node:path'
import type { SourceImport } from '../source-package.js'
import { circleMessage } from './circle-message.js'
import { findCircles } from './find-circles.js'
import { importGraph } from './import-graph.js'
import type { RoomProblem } from './room-problem.js'

/** Files of a package that import each other, directly or around, be it for types only. */
export function fileCircles(imports: readonly SourceImport[]): readonly RoomProblem[] {
  const graph = importGraph(imports)
  return findCircles(graph).map((circle) => {
    const folder = commonFolder(circle)
    return { rule: 'circle of files', folder, message: circleMessage(circle, folder, graph) }
  })
}

function commonFolder(files: readonly string[]): string {
  return files.map(posix.dirname).reduce((common, folder) => {
    let shared = common
    while (!`${folder}/`.startsWith(`${shared}/`)) shared = posix.dirname(shared)
    return shared
  })
}
