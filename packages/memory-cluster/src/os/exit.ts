import { signalNumbers } from './signals.js'

/** How a process ended. */
export type Exit = { readonly code: number } | { readonly signal: string }

/** An ended process as `$?` tells it. */
export function codeOf(exit: Exit): number {
  return 'code' in exit ? exit.code : 128 + (signalNumbers[exit.signal] ?? 0)
}
