import type { Exit } from './process.js'
import { signalNumbers } from './signals.js'

/** An ended process as `$?` tells it. */
export function codeOf(exit: Exit): number {
  return 'code' in exit ? exit.code : 128 + (signalNumbers[exit.signal] ?? 0)
}
