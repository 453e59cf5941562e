import type { BerthError, MayStillRun } from '@berth/core'

/** What the endings mean that are not the same of any command, in words. */
export interface EndingMeanings {
  readonly abort: string
  readonly lost: (why: MayStillRun['because'] | undefined) => string
  /** What an error that stands in the place of an ending says of the command. */
  readonly failed: (error: BerthError | null) => string
}

/** Errors after which a command may have run: its link was lost too early, or its output could not be written. */
const mayHaveRun: ReadonlySet<BerthError['code'] | undefined> = new Set([
  'BERTH_MAY_HAVE_RUN',
  'BERTH_CONNECTION_LOST',
  'BERTH_FILE_FAILED',
] as const)

/** The meanings for a command that ends with this process. */
export const ofCommand: EndingMeanings = {
  abort: 'interrupted',
  lost: (why) => (why === 'end not told' ? 'end not told: the container, or its engine, went away' : 'connection lost'),
  failed: (error) => (mayHaveRun.has(error?.code) ? 'failed; the command may have run' : 'did not start'),
}

/** The meanings for a detached command: an interrupt ends the waiting alone, and a lost connection is an error. */
export const ofDetachedCommand: EndingMeanings = {
  abort: 'stopped',
  lost: () => 'gone without an exit code',
  failed: () => 'end not seen',
}
