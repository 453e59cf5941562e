import type { HostResults } from '@berth/core'
import type { CliEnvironment } from './environment.js'
import { jsonText } from './json.js'
import { resultsJson, resultsText } from './show-results.js'

/** Prints what a command printed, and how it ended. */
export function printResults(
  results: HostResults,
  { stdout, stderr }: Pick<CliEnvironment, 'stdout' | 'stderr'>,
  json: boolean,
): void {
  if (json) {
    stdout.write(jsonText(resultsJson(results)))
    return
  }
  const texts = resultsText(results)
  stdout.write(texts.stdout)
  stderr.write(texts.stderr)
}
