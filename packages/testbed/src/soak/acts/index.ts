import { abortedUp } from './aborted-up.js'
import type { Act } from './act.js'
import { commandLine } from './command-line.js'
import { detachedCommands } from './detached-commands.js'
import { aborted, killed, leftUnread, timedOut } from './ended-commands.js'
import { cutLink, engineRestart } from './faults.js'
import { files } from './files.js'
import { otherObject } from './other-object.js'
import { plainCommands } from './plain-commands.js'
import { slowOutput } from './slow-output.js'

/** What a round does beside its `up` and its `down`. */
export interface Programme {
  /** Before the `up`. */
  readonly before: readonly Act[]
  /** Between `up` and `down`, as often as the soak was asked to repeat. */
  readonly repeated: readonly Act[]
  /** Once, after those: faults that befall one of the hosts. */
  readonly faults: readonly Act[]
  /** All the while. */
  readonly beside: readonly Act[]
}

/** The programme of every round. */
export const programme: Programme = {
  before: [abortedUp],
  repeated: [plainCommands, timedOut, aborted, killed, leftUnread, slowOutput, files, detachedCommands, otherObject],
  faults: [cutLink, engineRestart],
  beside: [commandLine],
}
