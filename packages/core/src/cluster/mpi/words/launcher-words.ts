import { commandLine } from '../../../command/quote.js'
import { hydraWords } from './hydra-words.js'
import type { LaunchSettings } from './launch.js'
import { orteWords } from './orte-words.js'
import { prrteWords } from './prrte-words.js'

/** The argument vector of a launcher that starts a program with so many ranks. */
export function launcherWords(asked: LaunchSettings): readonly string[] {
  const settings = { ...asked, command: asOneProgram(asked.command) }
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

/** Every launcher takes a word that is a colon for the end of one program and the begin of another. */
function asOneProgram(command: readonly string[]): readonly string[] {
  return command.includes(':') ? ['sh', '-c', `exec ${commandLine(command)}`] : command
}
