export { diskProblem } from './disk-problem.js'
export { outlineOf } from './outline-of.js'
export { partsTree } from './parts-tree.js'
