import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const ending = '.json'

/** The runs of which the user of a home folder has a record, so that `berth down` finds what they left. */
export function recordedRuns(home: string): string[] {
  const folder = join(home, '.local/state/berth/runs')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .map((name) => decodeURIComponent(name.slice(0, -ending.length)))
}
