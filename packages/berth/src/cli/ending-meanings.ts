import type { ErrorKind } from '@berth/core'

/** What the endings mean that are not the same of any command: in words, and for the exit code. */
export type EndingMeanings = Readonly<Record<'abort' | 'lost', { readonly text: string; readonly kind: ErrorKind }>>

/** Of a command that ends with this process. */
export const ofCommand: EndingMeanings = {
  abort: { text: 'interrupted', kind: 'interrupted' },
  lost: { text: 'connection lost; the command may run on', kind: 'unreachable' },
}

/** Of a detached command: an interrupt ends the waiting alone, and a lost connection is an error. */
export const ofDetachedCommand: EndingMeanings = {
  abort: { text: 'stopped', kind: 'failed' },
  lost: { text: 'gone without an exit code', kind: 'failed' },
}
