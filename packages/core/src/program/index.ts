export { type AskOptions, askForReports, type ProgramAnswer } from './ask-for-reports.js'
export type { HostProgram } from './host-program.js'
export { type JsonObject, objectOf, parseObject, parseString, stringMapOf, stringOf, stringsOf } from './json.js'
export { type Operation, operationError, type Trouble } from './operation.js'
export { type HostReport, type ParsedReports, parseReports } from './reports/parse-reports.js'
export type { ProgramListener } from './reports/report-lines.js'
export { parseSections, type Section } from './reports/sections.js'
export { callLimits, notRun, runOperation } from './run-operation.js'
export { incompleteObservation } from './runtime/ask-for-observation.js'
export { programRuntime } from './runtime/program-runtime.js'
export { type RuntimeAdvice, type RuntimeCall, runtimeOperations } from './runtime/runtime-operations.js'
export type {
  CallPart,
  ExecPart,
  ImagePart,
  ObservePart,
  Refusal,
  RuntimeParts,
  Seen,
} from './runtime/runtime-parts.js'
export { unknownObservation } from './runtime/unknown-observation.js'
