export { type CutShort, type Ending, endingOf, type NotSeenToStart, type ProgramEnding } from './ending.js'
export { endingError } from './ending-error.js'
export { leftProcessText, mayRunOn, wasEnded } from './ending-reason.js'
export { notRun } from './not-run.js'
export {
  type DeclaredOperation,
  type Effect,
  type Operation,
  operationError,
  operationOn,
  type Trouble,
} from './operation.js'
export { runProgram } from './run-program.js'
