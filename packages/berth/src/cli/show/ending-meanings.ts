import type { BerthError, ErrorKind, LeftProcess, MayStillRun, Remedy } from '@berth/core'

/** What the endings mean that are not the same of any command: in words, and for the exit code. */
export interface EndingMeanings {
  readonly abort: EndingMeaning
  readonly lost: (why: MayStillRun['because'] | undefined) => EndingMeaning
  /** In words, what an error that stands in the place of an ending says of the command. */
  readonly failed: (error: BerthError | null) => string
  /** How a user sees what processes are that a command may have left on a host. Default is no way. */
  readonly look?: (host: string, processes: readonly LeftProcess[]) => Remedy
}

interface EndingMeaning {
  readonly text: string
  readonly kind: ErrorKind
}

/** Errors after which a command may have run: its link was lost too early, or its output could not be written. */
const mayHaveRun: ReadonlySet<BerthError['code'] | undefined> = new Set([
  'BERTH_CONNECTION_LOST',
  'BERTH_FILE_FAILED',
] as const)

/** The meanings for a command that ends with this process. */
export const ofCommand: EndingMeanings = {
  abort: { text: 'interrupted', kind: 'interrupted' },
  lost: (why) =>
    why === 'end not told'
      ? { text: 'end not told: the container, or its engine, went away', kind: 'failed' }
      : { text: 'connection lost', kind: 'unreachable' },
  failed: (error) => (mayHaveRun.has(error?.code) ? 'failed; the command may have run' : 'did not start'),
}

/** The meanings for a detached command: an interrupt ends the waiting alone, and a lost connection is an error. */
export const ofDetachedCommand: EndingMeanings = {
  abort: { text: 'stopped', kind: 'failed' },
  lost: () => ({ text: 'gone without an exit code', kind: 'failed' }),
  failed: () => 'end not seen',
}
