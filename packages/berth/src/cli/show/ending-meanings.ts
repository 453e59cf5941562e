import type { BerthError, LeftProcess, MayStillRun, Remedy } from '@berth/core'

/** What the endings mean that are not the same of any command, in words. */
export interface EndingMeanings {
  readonly abort: string
  readonly lost: (why: MayStillRun['because'] | undefined) => string
  /** What an error that stands in the place of an ending says of the command. */
  readonly failed: (error: BerthError | null) => string
  /** How a user sees what processes are that a command may have left on a host. Default is no way. */
  readonly look?: (host: string, processes: readonly LeftProcess[]) => Remedy
}

/**
 * Errors after which a command may have run: it was not seen to start, its link was lost too early, or its output could
 * not be written.
 */
const mayHaveRun: ReadonlySet<BerthError['code'] | undefined> = new Set([
  'BERTH_CONNECTION_LOST',
  'BERTH_FILE_FAILED',
  'BERTH_MAY_HAVE_RUN',
] as const)

/** Whether a command may have run; one whose link was lost, and that may be tried again, had not begun. */
function isOpen(error: BerthError | null): boolean {
  return mayHaveRun.has(error?.code) && !(error?.code === 'BERTH_CONNECTION_LOST' && error.retryable)
}

function lost(why: MayStillRun['because'] | undefined): string {
  if (why === 'sent too much') return 'cut off: the host sent more output than it may at once'
  return why === 'end not told' ? 'end not told: the container, or its engine, went away' : 'connection lost'
}

/** The meanings for a command that ends with this process. */
export const ofCommand: EndingMeanings = {
  abort: 'interrupted',
  lost,
  failed: (error) => (isOpen(error) ? 'failed; the command may have run' : 'did not start'),
}

/** The meanings for a detached command: an interrupt ends the waiting alone, and a lost connection is an error. */
export const ofDetachedCommand: EndingMeanings = {
  abort: 'stopped',
  lost: () => 'gone without an exit code',
  failed: () => 'end not seen',
}
