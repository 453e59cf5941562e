import type { HostResult, HostResults } from 'berth-cluster'
import { TestbedError } from '../../contract/testbed-error.js'

/** Throws a `TestbedError` unless it holds. */
export function must(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new TestbedError(otherwise)
}

/** Throws a `TestbedError` that shows the result of the first host on which it does not hold. Gives their number. */
export function mustOnEach(results: HostResults, holds: (result: HostResult) => boolean): number {
  for (const result of results) must(holds(result), `another end than there had to be: ${shown(result)}`)
  return results.hosts.length
}

function shown({ stdout, stderr, error, ...ended }: HostResult): string {
  const texts = { stdout: stdout.slice(0, 300), stderr: stderr.slice(0, 300), error: error?.message }
  return JSON.stringify({ ...ended, ...texts })
}
