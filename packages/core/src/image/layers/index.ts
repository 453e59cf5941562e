export { diskProblem } from './disk-problem.js'
export { outlineOf } from './outline-of.js'
