import type { ErrorKind } from '@berth/core'

/**
 * Each kind of trouble as a heading, in the order of the page, with the exit code of `berth` where only this kind
 * holds.
 */
export const kindTitles: Readonly<Record<ErrorKind, { readonly title: string; readonly exitCode: number }>> = {
  usage: { title: 'Wrong use or configuration', exitCode: 2 },
  unreachable: { title: 'A host cannot be reached', exitCode: 4 },
  refused: { title: 'The policy refused', exitCode: 3 },
  failed: { title: 'Something failed', exitCode: 1 },
  interrupted: { title: 'Interrupted', exitCode: 130 },
}
