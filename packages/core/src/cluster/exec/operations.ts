import { type DeclaredOperation, mayRunOn, type ProgramEnding, wasEnded } from '../../command/operation/index.js'

/**
 * The operation of a user's command: what the command does, and so what to do after a failure, is the user's own
 * affair.
 */
export const execOperations: Readonly<Record<'runCommand', DeclaredOperation>> = {
  runCommand: {
    operation: 'run command',
    code: 'BERTH_COMMAND_FAILED',
    notStarted: 'BERTH_EXEC_NOT_STARTED',
    late: { code: 'BERTH_TIMEOUT' },
    afterwards: null,
    words: (_usual, ending) => withPrinted(howOf(ending), ending),
  },
}

/** How a command ended, and what it printed on standard error. */
export function withPrinted(how: string, { stderr }: ProgramEnding): string {
  return stderr === '' ? how : `${how}\n${stderr}`
}

function howOf(ending: ProgramEnding): string {
  const { endedBy, exitCode, signal, mayStillRun } = ending
  switch (endedBy) {
    case 'exit':
      return `exit code ${exitCode}`
    case 'signal':
      return `signal ${signal}`
    case 'timeout':
      return mayStillRun === undefined ? 'ended at its timeout' : `its timeout was up, and it ${wasEnded(ending)}`
    case 'idle':
      return mayStillRun === undefined
        ? 'ended because it had printed nothing for its idle timeout'
        : `it had printed nothing for its idle timeout, and ${wasEnded(ending)}`
    case 'abort':
      return mayStillRun === undefined ? 'aborted' : `aborted, and it ${wasEnded(ending)}`
    case 'lost':
      if (mayStillRun?.because === 'sent too much')
        return `its host sent more output than it may at once, and was cut off${mayRunOn(ending)}`
      return mayStillRun?.because === 'end not told'
        ? `its end was not told, as its container or the engine went away${mayRunOn(ending)}`
        : 'the connection was lost while it ran; whether it runs on is unknown'
    default:
      return endedBy satisfies never
  }
}
