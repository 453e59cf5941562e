import type { DeclaredOperation } from '../command/operation/index.js'

const ofDetached = {
  code: 'BERTH_COMMAND_FAILED',
  notStarted: 'BERTH_EXEC_NOT_STARTED',
  late: { code: 'BERTH_TIMEOUT' },
  remedy: 'Check that the host is up, that the user may use its home there, and that the disk is not full.',
} as const

/** What to do where the end of a command was not seen. */
export const waitAgain = 'Nothing was done to the command: wait again by the same id.'

/** The exit code of the program that stops a command where something of it is left. */
const somethingIsLeft = 3

/** The operations on detached commands, on a host or in its container. */
export const detachedOperations: Readonly<Record<'start' | 'stop' | 'forget' | 'list' | 'wait', DeclaredOperation>> = {
  start: {
    ...ofDetached,
    operation: 'start command',
    afterwards: 'Check that the host is up, then look in the list of detached commands whether it runs there.',
  },
  stop: {
    ...ofDetached,
    operation: 'stop command',
    effect: 'repeatable',
    remedies: {
      [somethingIsLeft]: 'Look what the processes are, end them with the rights that they need, then stop it again.',
    },
    afterwards: 'Check that the host is up, then stop it again.',
  },
  forget: {
    ...ofDetached,
    operation: 'forget command',
    effect: 'repeatable',
    afterwards: 'Check that the host is up, then forget it again.',
  },
  list: {
    ...ofDetached,
    operation: 'list detached commands',
    effect: 'none',
    afterwards: 'Check that the host is up, then list them again.',
  },
  /** Waits for a command: whatever ends the waiting ends nothing else. */
  wait: {
    ...ofDetached,
    operation: 'wait for command',
    effect: 'none',
    remedy: waitAgain,
    afterwards: waitAgain,
    words: (usual) => `its end was not seen: ${usual}`,
  },
}
