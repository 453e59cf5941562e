import { type RemedyStep, remedyFor } from '../../../errors/index.js'
import type { Refusal } from '../plan.js'

/** What to do where the call that would help is refused itself: the remedy of that, so that nobody runs into both. */
export function nextRefusal(call: string, { code, message, hosts, remedy }: Refusal): readonly RemedyStep[] {
  const [why] = message.split('\n')
  return [`An ${call} would be refused too (${code}: ${why}).`, ...remedyFor(hosts, remedy)]
}
