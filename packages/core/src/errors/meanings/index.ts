import type { ErrorCode } from '../codes.js'
import type { ErrorMeaning } from './error-meaning.js'
import { failedMeanings } from './failed.js'
import { interruptedMeanings } from './interrupted.js'
import { refusedMeanings } from './refused.js'
import { unreachableMeanings } from './unreachable.js'
import { usageMeanings } from './usage.js'

export type { ErrorMeaning } from './error-meaning.js'

/**
 * What each error code means, when it is met, whether anything changed, whether to try again, and what to do: for docs
 * and for help.
 */
export const errorMeanings: Readonly<Record<ErrorCode, ErrorMeaning>> = {
  ...usageMeanings,
  ...unreachableMeanings,
  ...refusedMeanings,
  ...failedMeanings,
  ...interruptedMeanings,
} satisfies Record<ErrorCode, ErrorMeaning>
