import { hydraWords } from './hydra-words.js'
import type { LaunchSettings } from './launch.js'
import { orteWords } from './orte-words.js'
import { prrteWords } from './prrte-words.js'

/** The argument vector of a launcher that starts a program with so many ranks. */
export function launcherWords(settings: LaunchSettings): readonly string[] {
  const { dialect } = settings.launcher
  switch (dialect) {
    case 'orte':
      return orteWords(settings)
    case 'prrte':
      return prrteWords(settings)
    case 'hydra':
      return hydraWords(settings)
    default:
      return dialect satisfies never
  }
}
