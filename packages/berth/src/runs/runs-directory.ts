import { join } from 'node:path'
import { stateDirectory } from '../this-machine/state-directory.js'

/** The folder of run records: below {@link stateDirectory}. */
export function runsDirectory(
  environment: Readonly<Record<string, string | undefined>>,
  homeDirectory: string | null,
): string {
  return join(stateDirectory(environment, homeDirectory), 'runs')
}
