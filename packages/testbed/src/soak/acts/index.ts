import { abortedUp } from './aborted-up.js'
import { type Act, onVictim } from './act.js'
import { commandLine, commandLineBriefly } from './command-line.js'
import { detachedCommands } from './detached-commands.js'
import { aborted, killed, leftUnread, timedOut } from './ended-commands.js'
import { engineRestart } from './engine-restart.js'
import { files } from './files.js'
import { cutLink, killedLogin } from './lost-connections.js'
import { nothingRuns } from './nothing-runs.js'
import { otherObject } from './other-object.js'
import { plainCommands } from './plain-commands.js'
import { slowOutput } from './slow-output.js'

/** What a round does beside its `up` and its `down`. */
export interface Programme {
  /** Before the `up`. */
  readonly before: readonly Act[]
  /** Between `up` and `down`. */
  readonly between: readonly Act[]
  /** All the while. */
  readonly beside: readonly Act[]
}

/** All that there is. */
export const wholeProgramme: Programme = {
  before: [abortedUp],
  between: [
    ...[plainCommands, timedOut, aborted, killed, leftUnread, slowOutput, files, detachedCommands, otherObject],
    ...[cutLink, plainCommands, nothingRuns, engineRestart],
  ],
  beside: [commandLine],
}

/** What holds connections, channels and processes, once, and what takes long on one host alone. */
export const briefProgramme: Programme = {
  before: [],
  between: [
    ...[plainCommands, aborted, onVictim(leftUnread), onVictim(otherObject)],
    ...[killedLogin, plainCommands, nothingRuns, engineRestart],
  ],
  beside: [commandLineBriefly],
}
