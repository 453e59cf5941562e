export type { RunRecord } from './run-record.js'
export { type RunRecords, RunStore } from './run-store.js'
export { stateDirectory } from './state-directory.js'
