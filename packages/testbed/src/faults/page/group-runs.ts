import type { FaultRun, NextUp } from '../record/fault-run.js'

/** Fault runs that a row of the page is about. */
export interface RunGroup {
  readonly call: string
  /** The step for crashes; the fault itself for all others. */
  readonly what: string
  readonly runs: readonly FaultRun[]
}

/** Runs that are alike for a reader of the page, in the order in which the first of each came. */
export function groupRuns(runs: readonly FaultRun[], whatOf: (run: FaultRun) => string): readonly RunGroup[] {
  const groups = new Map<string, { call: string; what: string; runs: FaultRun[] }>()
  for (const run of runs) {
    const what = whatOf(run)
    const key = JSON.stringify([run.call, what])
    const group = groups.get(key) ?? { call: run.call, what, runs: [] }
    groups.set(key, group)
    group.runs.push(run)
  }
  return [...groups.values()]
}

/** Each value that a list has, with how often, the most frequent first: `attach 12, clean relaunch 3`. */
export function countText(values: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  const sorted = [...counts].sort(([, a], [, b]) => b - a)
  return sorted.map(([value, count]) => (sorted.length === 1 ? value : `${value} (${count})`)).join('; ')
}

/** What a next `up` did, in words. */
export function nextText(next: NextUp | null): string {
  if (next === null) return 'none was made'
  return next.does === 'refusal' ? `refused with ${next.code}: ${next.remedy}` : next.does
}
