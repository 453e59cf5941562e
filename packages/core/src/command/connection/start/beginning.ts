import type { CommandInput } from '../../../contract/command.js'
import type { Captured } from '../capture.js'
import type { HostChannel } from '../host-channels.js'
import type { StopRequest } from '../stop-request.js'
import { withDeadline } from '../with-deadline.js'
import { feed, leaveUnread } from './feed.js'
import type { ShellAnswer } from './login-shell.js'

/** The beginning of one command. */
export interface Beginning {
  /** Whether the command has begun, as far as is known. */
  hasBegun(): boolean
  /** Resolves where the login shell cannot begin it, with why: its input has then been given its end. */
  readonly hopeless: Promise<ShellAnswer>
}

/** Milliseconds in which a command announces itself, or its login shell is asked whether it runs commands. */
const announcingTime = 5000

/** A promise of its own for each command: one for all would keep something of each that ever raced it. */
function never(): Promise<never> {
  return new Promise(() => undefined)
}

/** Lets a command begin that waits for nothing: its input is empty. */
export function beginAtOnce({ stdin }: HostChannel, output: Captured): Beginning {
  stdin.on('error', () => undefined)
  stdin.end()
  return { hasBegun: output.announced, hopeless: never() }
}

/**
 * Gives a command its go line and its input, once the command has announced itself: nobody else is to get a byte. A
 * command that is to end by then is told nothing, and neither is one whose login shell runs no commands: without the go
 * line they do not begin. A host that is slow is waited for.
 */
export function beginOnceAnnounced(
  { stdin, closed }: HostChannel,
  input: CommandInput,
  output: Captured,
  stop: StopRequest,
  askShell: () => Promise<ShellAnswer | null>,
): Beginning {
  let begun: boolean | null = null
  const decide = (): void => {
    if (begun !== null) return
    begun = output.announced() && stop.cause === undefined
    if (begun) feed(stdin, input, output.failed)
    else {
      leaveUnread(input)
      stdin.end()
    }
  }
  stdin.on('error', () => undefined)
  const settled = Promise.race([output.started, closed, stop.asked()]).then(decide)
  const hopeless = async (): Promise<ShellAnswer> => {
    const decided = settled.then(() => true)
    const shell = (await withDeadline(announcingTime, decided, false)) ? null : await askShell()
    if (shell === null || shell.does === 'runs commands' || begun !== null) return never()
    decide()
    return begun === true ? never() : shell
  }
  return { hasBegun: () => begun === true, hopeless: hopeless() }
}
