export { reachedBefore } from './reached-before.js'
export type { RunRecord } from './run-record.js'
export { type RunRecords, RunStore } from './run-store.js'
export { runsDirectory } from './runs-directory.js'
