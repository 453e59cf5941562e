import type { EndedBy } from '../../contract/index.js'
import type { ErrorCode } from '../../errors/index.js'

/** The code and the words of every ending that is neither an exit nor a signal. */
export type FailedEndings = Readonly<
  Record<Exclude<EndedBy, 'exit' | 'signal'> | 'not started', { readonly code: ErrorCode; readonly how: string }>
>

/** Of a command that ends with its connection. */
export const ofCommand: FailedEndings = {
  timeout: { code: 'BERTH_TIMEOUT', how: 'ended at its timeout' },
  idle: { code: 'BERTH_TIMEOUT', how: 'ended because it had printed nothing for its idle timeout' },
  abort: { code: 'BERTH_ABORTED', how: 'aborted' },
  lost: {
    code: 'BERTH_CONNECTION_LOST',
    how: 'the connection was lost while it ran; whether it runs on is unknown',
  },
  'not started': { code: 'BERTH_EXEC_NOT_STARTED', how: 'it did not start' },
}

/** Of a detached command: what ends the waiting alone is an error of its own. */
export const ofDetachedCommand: FailedEndings = {
  ...ofCommand,
  abort: { code: 'BERTH_COMMAND_FAILED', how: 'it was stopped' },
  lost: { code: 'BERTH_COMMAND_FAILED', how: 'it is gone and left no exit code, as after a reboot' },
}
