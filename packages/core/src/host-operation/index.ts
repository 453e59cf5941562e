export { askForReports, type HostProgram, type HostReport } from './ask-for-reports.js'
export { type Operation, operationError, type Trouble } from './operation.js'
export { callLimits, notRun, runOperation } from './run-operation.js'
export { unknownObservation } from './unknown-observation.js'
