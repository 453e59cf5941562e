import { appendFileSync, readFileSync } from 'node:fs'
import type { FaultRun } from './fault-run.js'

/** Environment variable with the path of the file that fault runs are recorded in. */
export const recordVariable = 'BERTH_FAULT_RECORD'

/** Appends a run to the record, a line of JSON; does nothing where no record is asked for. */
export function recordFaultRun(run: FaultRun): void {
  const file = process.env[recordVariable]
  if (file) appendFileSync(file, `${JSON.stringify(run)}\n`)
}

/** The runs of a record, in the order in which they ended. */
export function readFaultRuns(file: string): readonly FaultRun[] {
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as FaultRun)
}
